using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// The place of an entry in its writer's chain, read from its canonical bytes. Entries of plain ASCII are read without being decoded:
/// sequencing decodes each entry of each request otherwise, which was the most that a request allocated. Whatever this reader does not
/// know <see cref="AuditEntryEncoding.Decode"/> judges, so both take the same bytes for an entry.
/// </summary>
internal readonly record struct EntryPlace(string Writer, long Sequence, string Previous, DateTimeOffset Time)
{
    /// <summary>The place, or null when the bytes are not the canonical encoding of an entry.</summary>
    /// <param name="encoded">One entry.</param>
    /// <param name="writer">The writer that is expected, given back where it is named.</param>
    /// <param name="previous">The hash that is expected, given back where it is named.</param>
    public static EntryPlace? Of(ReadOnlyMemory<byte> encoded, string writer, string previous)
    {
        var reader = new PlainReader(encoded.Span, writer, previous);
        if (encoded.Length <= AuditEntryEncoding.MaxBytes && reader.TryRead(out var place))
        {
            return place;
        }

        return AuditEntryEncoding.Decode(encoded) is { } decoded
            ? new EntryPlace(decoded.Writer, decoded.Sequence, decoded.Previous, decoded.Entry.Time) : null;
    }

    /// <summary>Reads what <see cref="AuditEntryEncoding.Encode"/> writes where no text has an escape or a letter beyond ASCII.</summary>
    private ref struct PlainReader(ReadOnlySpan<byte> bytes, string writer, string previous)
    {
        private const int HashLength = 64;

        /// <summary>So many digits are below 2^53.</summary>
        private const int MostDigits = 15;

        /// <summary>So many digits are a number of 32 bits.</summary>
        private const int MostCountDigits = 9;

        private static readonly SearchValues<byte> Plain = SearchValues.Create(
            [.. Enumerable.Range(' ', 0x7F - ' ').Where(static sign => sign is not ('"' or '\\')).Select(static sign => (byte)sign)]);

        private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

        private ReadOnlySpan<byte> _rest = bytes;

        public bool TryRead(out EntryPlace place)
        {
            place = default;
            var isRead = Skip("{\"actor\":"u8) && Text(out _)
                && OptionalText(",\"application\":"u8)
                && OptionalMap(",\"facts\":"u8, isCount: false)
                && OptionalMap(",\"findings\":"u8, isCount: true)
                && OptionalText(",\"interaction\":"u8)
                && Skip(",\"kind\":"u8) && Text(out _)
                && OptionalMap(",\"macs\":"u8, isCount: false)
                && OptionalText(",\"policy\":"u8);
            if (!isRead
                || !Skip(",\"previous\":"u8) || !Text(out var hash) || hash.Length != HashLength || hash.ContainsAnyExcept(Hex)
                || !Skip(",\"sequence\":"u8) || !Number(MostDigits, out var sequence)
                || !OptionalText(",\"tier\":"u8)
                || !Skip(",\"time\":"u8) || !Text(out var text) || !TryTime(text, out var time)
                || !Skip(",\"v\":1"u8)
                || !OptionalText(",\"verdict\":"u8)
                || !Skip(",\"writer\":"u8) || !Text(out var name)
                || !_rest.SequenceEqual("}"u8))
            {
                return false;
            }

            place = new EntryPlace(Same(name, writer), sequence, Same(hash, previous), time);
            return true;
        }

        private static string Same(ReadOnlySpan<byte> text, string expected) =>
            Ascii.Equals(text, expected) ? expected : Encoding.ASCII.GetString(text);

        private static bool TryTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
        {
            Span<char> characters = stackalloc char[AuditEntryEncoding.TimeLength];
            time = default;
            return text.Length == characters.Length
                && Encoding.ASCII.GetChars(text, characters) == characters.Length
                && DateTimeOffset.TryParseExact(
                    characters, AuditEntryEncoding.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        }

        private bool Skip(ReadOnlySpan<byte> literal)
        {
            if (!_rest.StartsWith(literal))
            {
                return false;
            }

            _rest = _rest[literal.Length..];
            return true;
        }

        private bool OptionalText(ReadOnlySpan<byte> name) => !Skip(name) || Text(out _);

        private bool Text(out ReadOnlySpan<byte> text)
        {
            text = default;
            if (!Skip("\""u8))
            {
                return false;
            }

            var end = _rest.IndexOfAnyExcept(Plain);
            if (end < 0 || _rest[end] != '"')
            {
                return false;
            }

            text = _rest[..end];
            _rest = _rest[(end + 1)..];
            return true;
        }

        private bool Number(int mostDigits, out long number)
        {
            if (!Utf8Parser.TryParse(_rest, out number, out var length)
                || length > mostDigits || _rest[0] is not (>= (byte)'0' and <= (byte)'9') || (length > 1 && _rest[0] == '0'))
            {
                return false;
            }

            _rest = _rest[length..];
            return true;
        }

        /// <summary>A map that is there has members, in the order of their names.</summary>
        private bool OptionalMap(ReadOnlySpan<byte> name, bool isCount)
        {
            if (!Skip(name))
            {
                return true;
            }

            ReadOnlySpan<byte> before = default;
            for (var isFirst = true; Skip(isFirst ? "{"u8 : ","u8); isFirst = false)
            {
                if (!Text(out var key)
                    || (!isFirst && key.SequenceCompareTo(before) <= 0)
                    || !Skip(":"u8)
                    || !(isCount ? Number(MostCountDigits, out _) : Text(out _)))
                {
                    return false;
                }

                before = key;
            }

            return !before.IsEmpty && Skip("}"u8);
        }
    }
}
