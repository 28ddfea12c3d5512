using System.Buffers;
using System.Text;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files.Formats;

/// <summary>Puts the text of a part together, unit by unit, with the place of each in the file.</summary>
internal sealed class PartText
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _offsets = [];

    /// <summary>One UTF-16 unit that stands at an offset.</summary>
    public void Add(char unit, int offset)
    {
        _text.Append(unit);
        _offsets.Add(offset);
    }

    /// <summary>Plain UTF-8. What is no UTF-8 becomes U+FFFD.</summary>
    public void Add(ReadOnlySpan<byte> utf8, int offset)
    {
        Span<char> units = stackalloc char[2];
        while (utf8.Length > 0)
        {
            if (utf8[0] < 0x80)
            {
                Add((char)utf8[0], offset);
                utf8 = utf8[1..];
                offset++;
                continue;
            }

            var status = Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            var count = (status == OperationStatus.Done ? rune : Rune.ReplacementChar).EncodeToUtf16(units);
            for (var i = 0; i < count; i++)
            {
                Add(units[i], offset);
            }

            utf8 = utf8[length..];
            offset += length;
        }
    }

    public TextPart End(int offset, string label)
    {
        _offsets.Add(offset);
        return new() { Text = _text.ToString(), Label = label, Offsets = [.. _offsets] };
    }
}
