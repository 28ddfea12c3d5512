using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An IPv4 address in dotted form (RFC 791), also with a prefix length (RFC 4632).</summary>
internal sealed class IpV4Address : IRuleSource
{
    private const string Shape = @"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:/(?:3[0-2]|[12]?\d))?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-008",
        Kind = "ip-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 14),
        Pattern = Shape,
        MaxLength = 18,
        Check = IsElsewhere,
        Confidence = 0.7,
        Context = ["ip", "address", "host", "server", "client", "subnet", "addr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsElsewhere, Shape),
        Positives = ["from «203.0.113.7» at noon", "route «198.51.100.0/24»"],
        Negatives = ["256.1.1.1 is none", "version 1.2.3", "http://127.0.0.1:8080"],
    };

    /// <summary>The machine itself is nobody.</summary>
    private static bool IsElsewhere(ReadOnlySpan<char> value) => value is not "127.0.0.1";
}
