using System.Buffers;
using System.Text;

namespace ServerlessGuard.Detection;

/// <summary>Scans text as it came, in UTF-8.</summary>
public static class Utf8Scan
{
    /// <summary>
    /// The findings of <see cref="Scanner.Scan"/> in the text, with offsets and lengths in bytes. Bytes that are not UTF-8 count as one
    /// replacement character for each longest part of a sequence. Makes no string; what is decoded is wiped.
    /// </summary>
    public static IReadOnlyList<Finding> ScanUtf8(
        this Scanner scanner, ReadOnlySpan<byte> utf8, double threshold = Scanner.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(scanner);
        var units = ArrayPool<char>.Shared.Rent(utf8.Length); // no byte makes more than one unit
        try
        {
            var length = Encoding.UTF8.GetChars(utf8, units);
            var findings = scanner.Scan(units.AsSpan(0, length), threshold);
            return length == utf8.Length || findings.Count == 0 ? findings : InBytes(utf8, findings);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(units, clearArray: true);
        }
    }

    private static Finding[] InBytes(ReadOnlySpan<byte> utf8, IReadOnlyList<Finding> findings)
    {
        var inBytes = new Finding[findings.Count];
        var at = (Byte: 0, Unit: 0);
        for (var i = 0; i < inBytes.Length; i++)
        {
            var finding = findings[i];
            at = To(finding.Start, at, utf8); // starts rise
            inBytes[i] = finding with { Start = at.Byte, Length = To(finding.End, at, utf8).Byte - at.Byte };
        }

        return inBytes;
    }

    private static (int Byte, int Unit) To(int unit, (int Byte, int Unit) at, ReadOnlySpan<byte> utf8)
    {
        while (at.Unit < unit)
        {
            Rune.DecodeFromUtf8(utf8[at.Byte..], out var rune, out var length);
            at = (at.Byte + length, at.Unit + rune.Utf16SequenceLength);
        }

        return at;
    }
}
