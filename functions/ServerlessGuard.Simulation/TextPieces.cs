using System.Text;

namespace ServerlessGuard.Simulation;

/// <summary>Cuts text as a model's stream does: by length, blind to meaning, never inside a rune.</summary>
internal static class TextPieces
{
    public static IEnumerable<string> Cut(string text, int runes)
    {
        var piece = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            piece.Append(rune.ToString());
            if (++count == runes)
            {
                yield return piece.ToString();
                piece.Clear();
                count = 0;
            }
        }

        if (piece.Length > 0)
        {
            yield return piece.ToString();
        }
    }

    /// <summary>An estimate of a tokeniser's count: a token per four UTF-16 units.</summary>
    public static int Tokens(string text) => (text.Length + 3) / 4;
}
