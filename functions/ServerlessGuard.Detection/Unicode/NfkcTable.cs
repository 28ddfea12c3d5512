using System.Globalization;
using System.Text;

namespace ServerlessGuard.Detection.Unicode;

/// <summary>
/// Compatibility forms and compositions (Unicode Standard Annex 15), from <c>nfkc.txt</c>. Own data, because
/// <see cref="string.Normalize()"/> does nothing under InvariantGlobalization.
/// </summary>
internal sealed class NfkcTable
{
    private readonly Dictionary<int, string> _forms = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly HashSet<int> _marks = [];

    private NfkcTable()
    {
        using var reader = new StreamReader(typeof(NfkcTable).Assembly.GetManifestResourceStream("nfkc.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var parts = line.Split(' ');
            switch (parts[0])
            {
                case "M":
                    _forms.Add(Hex(parts[1]), Text(parts[2]));
                    break;
                case "K":
                    _marks.Add(Hex(parts[1]));
                    break;
                default:
                    _compositions.Add((Hex(parts[1]), Hex(parts[2])), Hex(parts[3]));
                    break;
            }
        }
    }

    public static NfkcTable Instance { get; } = new();

    /// <summary>The code points whose compatibility form differs from themselves.</summary>
    public IReadOnlyCollection<int> Mapped => _forms.Keys;

    public IReadOnlyCollection<int> Marks => _marks;

    /// <summary>The compatibility form of one code point, or null when it is its own.</summary>
    public string? Form(int codePoint) => _forms.GetValueOrDefault(codePoint);

    /// <summary>The composition of two code points, or -1.</summary>
    public int Compose(int first, int second) => _compositions.GetValueOrDefault((first, second), -1);

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Text(string joined)
    {
        var text = new StringBuilder();
        foreach (var part in joined.Split('+'))
        {
            text.Append(char.ConvertFromUtf32(Hex(part)));
        }

        return text.ToString();
    }
}
