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
    private readonly string _stack;
    private readonly string _identity;

    public Naming(string subscription, string project, string stack)
    {
        _identity = $"{subscription.ToLowerInvariant()}|{project}|{stack}";
        var plain = new string([.. stack.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(8)]);
        _stack = plain.Length == 0 ? "x" : plain;
        Mark = new string([.. SHA256.HashData(Encoding.UTF8.GetBytes(_identity)).Take(8).Select(b => Letters[b & 31])]);
        Tags = new Dictionary<string, string> { ["system"] = "serverlessguard", ["project"] = project, ["stack"] = stack, ["managed-by"] = "pulumi" };
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

    /// <summary>Any other resource in the group.</summary>
    public string Of(string kind, string part) => $"{kind}-{_stack}-{part}-{Mark}";

    public string Of(string kind) => $"{kind}-{_stack}-{Mark}";

    /// <summary>The same in every run: role assignments and definitions have a GUID for a name.</summary>
    public Guid Id(string of) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{_identity}|{of}")).AsSpan(0, 16), bigEndian: true);
}
