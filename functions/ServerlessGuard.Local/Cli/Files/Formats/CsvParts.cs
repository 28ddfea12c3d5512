using System.Text;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files.Formats;

/// <summary>
/// The cells of a table of separated values (RFC 4180): the separator is the comma, semicolon or tab that the first row has most of.
/// Each cell is a text of its own, so that no finding reaches into another cell; the first row names the columns.
/// </summary>
internal static class CsvParts
{
    private const byte Quote = (byte)'"';
    private static readonly byte[] Separators = [(byte)',', (byte)';', (byte)'\t'];

    public static IReadOnlyList<TextPart> Read(ReadOnlySpan<byte> utf8)
    {
        var parts = new List<TextPart>();
        var names = new List<string>();
        var separator = SeparatorOf(utf8);
        var at = utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
        var (row, column) = (0, 0);
        while (at < utf8.Length)
        {
            var cell = Cell(utf8, ref at, separator, row > 0 && column < names.Count ? names[column] : "");
            if (row == 0)
            {
                names.Add(cell.Text);
            }

            if (cell.Text.Length > 0)
            {
                parts.Add(cell);
            }

            var ends = at >= utf8.Length || utf8[at] != separator;
            (row, column) = ends ? (row + 1, 0) : (row, column + 1);
            at += ends && at < utf8.Length && utf8[at] == (byte)'\r' && at + 1 < utf8.Length && utf8[at + 1] == (byte)'\n' ? 2 : 1;
        }

        return parts;
    }

    /// <summary>Reads one cell and leaves <paramref name="at"/> on the separator or the line's end.</summary>
    private static TextPart Cell(ReadOnlySpan<byte> utf8, ref int at, byte separator, string label)
    {
        var text = new PartText();
        var isQuoted = at < utf8.Length && utf8[at] == Quote;
        if (isQuoted)
        {
            at++;
            while (at < utf8.Length)
            {
                var end = utf8[at..].IndexOf(Quote);
                end = end < 0 ? utf8.Length : at + end;
                text.Add(utf8[at..end], at);
                at = end;
                if (at + 1 >= utf8.Length || utf8[at + 1] != Quote)
                {
                    break;
                }

                text.Add('"', at);
                at += 2;
            }
        }

        // Text behind a closing quote belongs to the cell for readers that are not strict.
        var (closing, from) = (at, at < utf8.Length && utf8[at] == Quote ? at + 1 : at);
        var rest = utf8[from..].IndexOfAny(separator, (byte)'\r', (byte)'\n');
        at = rest < 0 ? utf8.Length : from + rest;
        text.Add(utf8[from..at], from);
        var part = text.End(at == from ? closing : at, label);
        return isQuoted ? part with { Encode = EncodeQuoted } : part;
    }

    private static byte[] EncodeQuoted(string text) => Encoding.UTF8.GetBytes(text.Replace("\"", "\"\"", StringComparison.Ordinal));

    private static byte SeparatorOf(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.IndexOf((byte)'\n');
        var first = end < 0 ? utf8 : utf8[..end];
        var (best, most) = (Separators[0], 0);
        foreach (var candidate in Separators)
        {
            var count = first.Count(candidate);
            (best, most) = count > most ? (candidate, count) : (best, most);
        }

        return best;
    }
}
