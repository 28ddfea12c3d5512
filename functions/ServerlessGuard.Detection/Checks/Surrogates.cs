using System.Buffers.Binary;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Detection.Checks;

/// <summary>Makes surrogates that keep a value's shape and pass its rule's own pattern and check.</summary>
internal static class Surrogates
{
    private static readonly string[] MailDomains = ["example.com", "example.org", "example.net"];

    /// <summary>
    /// Walks from the value in single steps, a digit to a digit and a letter to a letter of the same case, never leaving
    /// <paramref name="shape"/> and never touching the first <paramref name="keep"/> characters. Ends where
    /// <paramref name="check"/> passes after enough steps to forget the value, or after <paramref name="tries"/>.
    /// </summary>
    public static SurrogateMaker SameShape(
        Func<ReadOnlySpan<char>, bool>? check, string? shape = null, int keep = 0, bool ignoreCase = false, int tries = 20_000)
    {
        var options = RegexOptions.NonBacktracking
            | RegexOptions.CultureInvariant
            | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var whole = shape is null ? null : new Lazy<Regex>(() => new Regex($"^(?:{shape})$", options));
        return (value, random) =>
        {
            var stream = new RandomStream(random);
            var current = value.ToArray();
            for (var i = 0; i < tries && keep < current.Length; i++)
            {
                var place = keep + stream.Next(current.Length - keep);
                var before = current[place];
                current[place] = Redraw(before, ref stream);
                if (current[place] != before && whole?.Value.IsMatch(current) is false)
                {
                    current[place] = before;
                }

                // Each place was drawn about six times, so that little of the value is left.
                if (i > 6 * current.Length && !value.SequenceEqual(current) && check?.Invoke(current) is not false)
                {
                    break;
                }
            }

            return new string(current);
        };
    }

    /// <summary>A mailbox of the same shape in a domain reserved by RFC 2606.</summary>
    public static string Mailbox(ReadOnlySpan<char> value, ReadOnlySpan<byte> random)
    {
        var stream = new RandomStream(random);
        var local = value[..Math.Max(1, value.IndexOf('@'))].ToArray();
        for (var i = 0; i < local.Length; i++)
        {
            local[i] = Redraw(local[i], ref stream);
        }

        return $"{new string(local)}@{MailDomains[stream.Next(MailDomains.Length)]}";
    }

    private static char Redraw(char c, ref RandomStream stream) => c switch
    {
        >= '0' and <= '9' => (char)('0' + stream.Next(10)),
        >= 'a' and <= 'z' => (char)('a' + stream.Next(26)),
        >= 'A' and <= 'Z' => (char)('A' + stream.Next(26)),
        _ => c,
    };
}

/// <summary>xoshiro256** from 32 given bytes: repeatable, and as unguessable as its seed.</summary>
internal ref struct RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public RandomStream(ReadOnlySpan<byte> seed)
    {
        _a = BinaryPrimitives.ReadUInt64LittleEndian(seed);
        _b = BinaryPrimitives.ReadUInt64LittleEndian(seed[8..]);
        _c = BinaryPrimitives.ReadUInt64LittleEndian(seed[16..]);
        // The state must not be all zero, or it stays so.
        _d = BinaryPrimitives.ReadUInt64LittleEndian(seed[24..]) | 1;
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Next(int limit)
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return (int)((result >> 33) % (ulong)limit);
    }
}
