using System.Text.RegularExpressions;

namespace ServerlessGuard.Core.Detection.Checks;

/// <summary>Makes stand-ins that keep a value's shape and pass its rule's own pattern and check.</summary>
internal static class Surrogates
{
    private static readonly string[] MailDomains = ["example.com", "example.org", "example.net"];

    /// <summary>
    /// Replaces each digit by a digit and each letter by a letter of the same case, but for the first
    /// <paramref name="keep"/> characters, until <paramref name="check"/> and <paramref name="shape"/> pass. Where none of
    /// <paramref name="tries"/> passes, the last candidate.
    /// </summary>
    public static SurrogateMaker SameShape(Func<ReadOnlySpan<char>, bool>? check, string? shape = null, int keep = 0, bool ignoreCase = false, int tries = 20_000)
    {
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var whole = shape is null ? null : new Lazy<Regex>(() => new Regex($"^(?:{shape})$", options));
        return (value, random) =>
        {
            var stream = new RandomStream(random);
            var candidate = new char[value.Length];
            for (var i = 0; i < tries; i++)
            {
                Redraw(value, candidate, keep, ref stream);
                if (!value.SequenceEqual(candidate) && check?.Invoke(candidate) is not false && whole?.Value.IsMatch(candidate) is not false)
                {
                    break;
                }
            }

            return new string(candidate);
        };
    }

    /// <summary>A mailbox of the same shape in a domain reserved by RFC 2606.</summary>
    public static string Mailbox(ReadOnlySpan<char> value, ReadOnlySpan<byte> random)
    {
        var stream = new RandomStream(random);
        var local = new char[Math.Max(1, value.IndexOf('@'))];
        Redraw(value[..local.Length], local, 0, ref stream);
        return $"{new string(local)}@{MailDomains[stream.Next(MailDomains.Length)]}";
    }

    private static void Redraw(ReadOnlySpan<char> value, Span<char> candidate, int keep, ref RandomStream stream)
    {
        for (var i = 0; i < value.Length; i++)
        {
            candidate[i] = value[i] switch
            {
                _ when i < keep => value[i],
                >= '0' and <= '9' => (char)('0' + stream.Next(10)),
                >= 'a' and <= 'z' => (char)('a' + stream.Next(26)),
                >= 'A' and <= 'Z' => (char)('A' + stream.Next(26)),
                var other => other,
            };
        }
    }
}
