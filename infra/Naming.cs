using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Infra;

/// <summary>
/// All names and tags. A name holds the readable start of the stack's name and eight characters of a hash over subscription,
/// project and whole stack name, so that two stacks that look alike when shortened still differ, worldwide.
/// </summary>
public sealed class Naming
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int LongestPart = 26;
    private readonly string _stack;
    private readonly string _identity;

    /// <param name="salt">Another text gives all other names: those of a stack that was destroyed may stay taken.</param>
    public Naming(string subscription, string project, string stack, string salt = "")
    {
        _identity = $"{subscription.ToLowerInvariant()}|{project}|{stack}{(salt.Length > 0 ? "|" + salt : "")}";
        var plain = new string([.. stack.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(8)]);
        _stack = plain.Length == 0 ? "x" : plain;
        Mark = Hash(_identity, 8);
        Tags = new Dictionary<string, string>
        {
            ["system"] = "serverlessguard",
            ["project"] = project,
            ["stack"] = stack,
            ["managed-by"] = "pulumi"
        };
    }

    /// <summary>Eight characters that tell this stack from every other.</summary>
    public string Mark { get; }

    public Dictionary<string, string> Tags { get; }

    public string Group => $"rg-guard-{_stack}-{Mark}";

    /// <summary>At most 24 characters, letters, digits and single hyphens; taken worldwide, and for 90 days after deletion.</summary>
    public string Vault => $"sg-{_stack}-{Mark}";

    /// <summary>At most 24 lower-case letters and digits; taken worldwide.</summary>
    public string Storage(string part) => $"sg{_stack}{part[..Math.Min(part.Length, 5)]}{Mark}";

    /// <summary>At most 32 characters: the Functions host makes its id from the first 32, and two apps must not share one.</summary>
    public string App(string duty) => $"sg-{_stack}-{duty}-{Mark}";

    /// <summary>
    /// Any other resource in the group. The part may come from a name that is not ours and be long or hold other characters.
    /// </summary>
    public string Of(string kind, string part) => $"{kind}-{_stack}-{Short(part)}-{Mark}";

    public string Of(string kind) => $"{kind}-{_stack}-{Mark}";

    /// <summary>
    /// Letters, digits and single hyphens, at most 26 so that the narrowest limit (50, a topic's) is kept; what had to change ends in a
    /// hash.
    /// </summary>
    private static string Short(string part)
    {
        var plain = string.Join('-', new string([.. part.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')])
            .Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (plain == part && plain.Length <= LongestPart)
            return plain;
        return $"{plain[..Math.Min(plain.Length, LongestPart - 6)].TrimEnd('-')}-{Hash(part, 5)}";
    }

    private static string Hash(string text, int length) =>
        new([.. SHA256.HashData(Encoding.UTF8.GetBytes(text)).Take(length).Select(b => Letters[b & 31])]);

    /// <summary>The same in every run: role assignments and definitions have a GUID for a name.</summary>
    public Guid Id(string of) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{_identity}|{of}")).AsSpan(0, 16), bigEndian: true);
}
