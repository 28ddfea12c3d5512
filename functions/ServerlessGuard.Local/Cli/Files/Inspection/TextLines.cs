using System.Text;

namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>Turns offsets in a file's bytes into lines and columns, both from 1; columns count UTF-16 units.</summary>
internal sealed class TextLines
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<int> _starts = [0];

    public TextLines(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        var at = 0;
        while (_utf8.Span[at..].IndexOf((byte)'\n') is >= 0 and var next)
        {
            at += next + 1;
            _starts.Add(at);
        }
    }

    public (int Line, int Column) At(int offset)
    {
        var line = _starts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        var from = _starts[line];
        from += line == 0 && _utf8.Span.StartsWith("\uFEFF"u8) && offset >= 3 ? 3 : 0;
        return (line + 1, Encoding.UTF8.GetCharCount(_utf8.Span[from..offset]) + 1);
    }
}
