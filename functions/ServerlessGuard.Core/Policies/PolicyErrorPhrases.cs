using System.Globalization;
using System.Text;

namespace ServerlessGuard.Core.Policies;

/// <summary>The pieces that error sentences are made of.</summary>
internal static class PolicyErrorPhrases
{
    private const int MaxShown = 60;

    /// <summary>A value as an error shows it: quoted, one line, shortened.</summary>
    public static string Show(string value)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes().Take(MaxShown))
        {
            shown.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return shown.Append(value.Length > MaxShown ? "..." : "").Append('"').ToString();
    }

    public static string Show(IEnumerable<string> values) => string.Join(", ", values.Take(20));

    public static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The known word that is nearest in edits (at most a third of its length), or null.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 64)
        {
            return null;
        }

        return known
            .Select(k => (Word: k, Edits: Edits(word, k)))
            .Where(k => k.Edits <= Math.Max(1, (Math.Min(k.Word.Length, word.Length) + 1) / 3))
            .OrderBy(k => k.Edits).ThenBy(k => k.Word, StringComparer.Ordinal)
            .Select(k => k.Word)
            .FirstOrDefault();
    }

    /// <summary>Edits between two words: insert, remove, replace, or swap two neighbours.</summary>
    public static int Edits(string a, string b)
    {
        int[] beforeLast = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }
}
