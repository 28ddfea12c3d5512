using System.Net;
using System.Net.Sockets;
using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An IPv6 address (RFC 4291 text forms, embedded IPv4 included), also with a prefix length.</summary>
internal sealed class IpV6Address : IRuleSource
{
    private const string Shape = @"[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]{0,33}(?:\.\d{1,3}){0,3}(?:/\d{1,3})?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-009",
        Kind = "ip-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["::", ":"], maxBefore: 24),
        Pattern = Shape,
        MaxLength = 50,
        Check = IsAddress,
        Confidence = 0.9,
        Surrogate = Surrogates.SameShape(IsAddress, Shape),
        Positives = ["host «2001:db8:0:1::7» is up", "range «2001:db8::/32»", "mapped «2001:db8::ffff:7»"],
        Negatives = ["at 12:34:56 sharp", "std::cout << x", "1:2:3:4:5", "a::b::c", "::ffff:256.0.0.1"],
    };

    private static bool IsAddress(ReadOnlySpan<char> value)
    {
        var slash = value.IndexOf('/');
        if (slash >= 0 && (!int.TryParse(value[(slash + 1)..], out var bits) || bits > 128))
        {
            return false;
        }

        var address = slash < 0 ? value : value[..slash];
        // A lone double colon, and ones like "a::" in code, say nothing about anybody.
        return address.Count(':') >= 2 && (slash >= 0 || address.ContainsAnyInRange('0', '9'))
            && IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
