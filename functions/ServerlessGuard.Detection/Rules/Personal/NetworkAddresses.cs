using System.Net;
using System.Net.Sockets;
using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Mailboxes and addresses of machines.</summary>
internal static class NetworkAddresses
{
    /// <summary>A mailbox (RFC 5321 dot-string local part, RFC 1035 domain, letters beyond ASCII as in RFC 6531).</summary>
    public static Rule EmailAddress { get; } = new()
    {
        Id = "SG-PII-001",
        Kind = "email",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["@"], maxBefore: 64),
        Pattern = @"[\p{L}\p{N}_](?:[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{0,62}[\p{L}\p{N}_+=-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}(?:xn--[A-Za-z0-9-]{2,40}|\p{L}{2,24})",
        MaxLength = 128,
        Check = IsMailbox,
        Confidence = 0.95,
        Surrogate = Surrogates.Mailbox,
        Positives = ["Write to «jane.doe+news@mail.example.org».", "<«o.brien@example.co.uk»>", "contact=«a@xn--bcher-kva.example»"],
        Negatives = ["meet me @ noon", "icon@2x.png is larger", "git@github.com:org/repo.git", "user@localhost"],
    };

    private static readonly string[] NotDomains = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".js", ".css"];

    /// <summary>Drops what only looks like one: double dots, scaled images (icon@2x.png), and SSH remotes.</summary>
    private static bool IsMailbox(ReadOnlySpan<char> value)
    {
        foreach (var ending in NotDomains)
        {
            if (value.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return !value.Contains("..", StringComparison.Ordinal) && !value.StartsWith("git@", StringComparison.Ordinal);
    }

    private const string IpV4AddressShape = @"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:/(?:3[0-2]|[12]?\d))?";

    /// <summary>An IPv4 address in dotted form (RFC 791), also with a prefix length (RFC 4632).</summary>
    public static Rule IpV4Address { get; } = new()
    {
        Id = "SG-PII-008",
        Kind = "ip-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 14),
        Pattern = IpV4AddressShape,
        MaxLength = 18,
        Check = IsElsewhere,
        Confidence = 0.7,
        Context = ["ip", "address", "host", "server", "client", "subnet", "addr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsElsewhere, IpV4AddressShape),
        Positives = ["from «203.0.113.7» at noon", "route «198.51.100.0/24»"],
        Negatives = ["256.1.1.1 is none", "version 1.2.3", "http://127.0.0.1:8080"],
    };

    /// <summary>The machine itself is nobody.</summary>
    private static bool IsElsewhere(ReadOnlySpan<char> value) => value is not "127.0.0.1";

    private const string IpV6AddressShape = @"[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]{0,33}(?:\.\d{1,3}){0,3}(?:/\d{1,3})?";

    /// <summary>An IPv6 address (RFC 4291 text forms, embedded IPv4 included), also with a prefix length.</summary>
    public static Rule IpV6Address { get; } = new()
    {
        Id = "SG-PII-009",
        Kind = "ip-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["::", ":"], maxBefore: 24),
        Pattern = IpV6AddressShape,
        MaxLength = 50,
        Check = IsAddress,
        Confidence = 0.9,
        Surrogate = Surrogates.SameShape(IsAddress, IpV6AddressShape),
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

    private const string MacAddressShape = @"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}";

    /// <summary>A MAC address (IEEE 802 EUI-48) with colons, hyphens, or in groups of four.</summary>
    public static Rule MacAddress { get; } = new()
    {
        Id = "SG-PII-010",
        Kind = "mac-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([":", "-", "."], maxBefore: 4),
        Pattern = MacAddressShape,
        MaxLength = 17,
        Check = IsMacAddress,
        Confidence = 0.9,
        Surrogate = Surrogates.SameShape(IsMacAddress, MacAddressShape),
        Positives = ["nic «00:00:5E:00:53:AF»", "«02-00-5e-10-00-01» left", "switch saw «0200.5e10.0001»"],
        Negatives = ["FF:FF:FF:FF:FF:FF", "00:00:5E:00:53", "10:2F:33-AC-29-C3", "00:00:00:00:00:00"],
    };

    /// <summary>All zeros and the broadcast address are nobody's.</summary>
    private static bool IsMacAddress(ReadOnlySpan<char> value)
    {
        var hex = Digits.AndLetters(value);
        return !Digits.AllSame(hex);
    }
}
