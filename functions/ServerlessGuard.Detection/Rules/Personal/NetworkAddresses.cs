using System.Buffers;
using System.Net;
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
        Pattern = @"[\p{L}\p{N}_](?:[\p{L}\p{N}_'+.-]{0,62}[\p{L}\p{N}_+-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}(?:xn--[A-Za-z0-9-]{2,40}|\p{L}{2,24})",
        MaxLength = 128,
        Check = IsMailbox,
        LabelCheck = IsNoUserInfo,
        Confidence = 0.95,
        Surrogate = Surrogates.Mailbox,
        Positives = ["Write to «jane.doe+news@mail.example.org».", "<«o.brien@example.co.uk»>", "contact=«a@xn--bcher-kva.example»", "https://shop.example/?u=«ida.lund@example.net»&next=1"],
        Negatives = ["meet me @ noon", "postgresql://svc@db.example.com:5432/app", "https://user:$TOKEN@build.example.com/x", "icon@2x.png is larger", "git@github.com:org/repo.git", "user@localhost"],
    };

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?# \t\n\"'<>");

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

    /// <summary>The user of a URL's authority (RFC 3986, section 3.2.1) is no mailbox, and the host after it stays.</summary>
    private static bool IsNoUserInfo(ReadOnlySpan<char> before, ReadOnlySpan<char> label)
    {
        var authority = before.LastIndexOf("://", StringComparison.Ordinal);
        return authority < 0 || before[(authority + 3)..].ContainsAny(AuthorityEnds);
    }

    private const string IpV4AddressShape = @"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:/(?:3[0-2]|[12]?\d)|(?:\.\d{1,9}){1,8})?";

    /// <summary>An IPv4 address in dotted form (RFC 791), also with a prefix length (RFC 4632).</summary>
    public static Rule IpV4Address { get; } = new()
    {
        Id = "SG-PII-008",
        Kind = "ip-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 14),
        Pattern = IpV4AddressShape,
        MaxLength = 96,
        Check = IsHost,
        LabelCheck = IsNoVersion,
        Confidence = 0.7,
        Context = ["ip", "address", "host", "server", "client", "subnet", "addr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsHost, IpV4AddressShape),
        Positives = ["from «203.0.113.7» at noon", "route «198.51.100.0/24»", "GET http://«192.0.2.44»/index"],
        Negatives = ["256.2.3.4 is none", "version 1.2.3", "http://127.0.0.1:8080", "Chrome/120.0.0.0 Safari", "AssemblyVersion(\"1.2.3.4\")", "OID 1.3.6.1.4.1.311.21", "mask 255.255.255.0"],
    };

    /// <summary>Four numbers and no more, as an object identifier has; not the machine itself, and no network mask.</summary>
    private static bool IsHost(ReadOnlySpan<char> value) =>
        value.Count('.') == 3 && !value.StartsWith("127.", StringComparison.Ordinal) && !value.StartsWith("255.", StringComparison.Ordinal) && value is not "0.0.0.0";

    private static readonly string[] VersionWords =
        ["version", "ver", "v", "build", "release", "rev", "revision", "firmware", "sdk", "runtime", "package", "section", "chapter", "driver", "patch", "update", "oid"];

    /// <summary>Neither a version after a word or sign that says so (RFC 9110, section 10.1.5: product "/" version), nor the rest of a longer number.</summary>
    private static bool IsNoVersion(ReadOnlySpan<char> before, ReadOnlySpan<char> label)
    {
        if (before.EndsWith("==") || before.EndsWith("~=") || before.EndsWith("^") || (before.Length > 1 && before[^1] == '.' && char.IsAsciiLetterOrDigit(before[^2])))
        {
            return false;
        }

        var rest = before.TrimEnd(" \t:=\"'(#");
        if (rest.Length == before.Length && rest.EndsWith('/'))
        {
            var product = rest[..^1];
            var start = product.Length;
            while (start > 0 && (char.IsAsciiLetterOrDigit(product[start - 1]) || product[start - 1] is '-' or '_'))
            {
                start--;
            }

            return start == product.Length || (start > 0 && product[start - 1] is '/' or '.');
        }

        var word = rest.Length;
        while (word > 0 && char.IsLetter(rest[word - 1]))
        {
            word--;
        }

        var last = rest[word..].ToString();
        return !VersionWords.Any(version => last.Equals(version, StringComparison.OrdinalIgnoreCase) || (version.Length > 4 && last.EndsWith(version, StringComparison.OrdinalIgnoreCase)));
    }

    private const string IpV6AddressShape = @"[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]{0,33}(?:\.\d{1,3}){0,3}(?:/\d{1,3})?(?:[g-zG-Z_][0-9A-Za-z_]{0,8})?";

    /// <summary>An IPv6 address (RFC 4291 text forms, embedded IPv4 included), also with a prefix length.</summary>
    public static Rule IpV6Address { get; } = new()
    {
        Id = "SG-PII-009",
        Kind = "ip-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["::", ":"], maxBefore: 24),
        Pattern = IpV6AddressShape,
        MaxLength = 60,
        Check = IsAddress,
        StandsOut = false, // its first group may be letters
        LabelCheck = IsWholeAddress,
        Confidence = 0.9,
        Surrogate = Surrogates.SameShape(IsAddress, IpV6AddressShape),
        Positives = ["host «2001:db8:0:1::7» is up", "range «2001:db8::/32»", "mapped «2001:db8::ffff:7»"],
        Negatives = ["at 12:34:56 sharp", "std::cout << x", "1:2:3:4:5", "a::b::c", "::ffff:256.0.0.1", "bad 2001::25de::cade x", "at 10:22:31::info"],
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
            && IPAddress.IsValid(address);
    }

    /// <summary>Not the end of a longer run of groups.</summary>
    private static bool IsWholeAddress(ReadOnlySpan<char> before, ReadOnlySpan<char> label) =>
        !(before.Length > 1 && before[^1] == ':' && (before[^2] == ':' || char.IsAsciiHexDigit(before[^2])));

    private const string MacAddressShape = @"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}(?::[0-9A-Fa-f]{2})?|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?:-[0-9A-Fa-f]{2})?|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}";

    /// <summary>A MAC address (IEEE 802 EUI-48) with colons, hyphens, or in groups of four.</summary>
    public static Rule MacAddress { get; } = new()
    {
        Id = "SG-PII-010",
        Kind = "mac-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([":", "-", "."], maxBefore: 4),
        Pattern = MacAddressShape,
        MaxLength = 20,
        Check = IsMacAddress,
        LabelCheck = IsWholeMac,
        Confidence = 0.9,
        Surrogate = Surrogates.SameShape(IsMacAddress, MacAddressShape),
        Positives = ["nic «00:00:5E:00:53:AF»", "«02-00-5e-10-00-01» left", "switch saw «0200.5e10.0001»"],
        Negatives = ["FF:FF:FF:FF:FF:FF", "00:00:5E:00:53", "10:2F:33-AC-29-C3", "fingerprint 43:51:43:a1:b5:fc:8b:b7:0a:3a:a9:b1", "00:00:00:00:00:00"],
    };

    /// <summary>Not the end of a longer number with the same separators, such as a fingerprint.</summary>
    private static bool IsWholeMac(ReadOnlySpan<char> before, ReadOnlySpan<char> label) =>
        !(before.Length > 1 && before[^1] is ':' or '-' or '.' && char.IsAsciiHexDigit(before[^2]));

    /// <summary>All zeros and the broadcast address are nobody's.</summary>
    private static bool IsMacAddress(ReadOnlySpan<char> value)
    {
        var hex = Digits.AndLetters(value);
        return hex.Length == 12 && !Digits.AllSame(hex);
    }

    /// <summary>A web address (RFC 3986) near a word that makes it somebody's.</summary>
    public static Rule WebAddress { get; } = new()
    {
        Id = "SG-PII-170",
        Kind = "url",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("http://", "https://"),
        Pattern = @"https?://(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}(?:xn--[A-Za-z0-9-]{2,40}|\p{L}{2,24})(?::\d{2,5})?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&*+,;=%-]{0,100})?",
        IgnoreCase = true,
        MaxLength = 160,
        RightBoundary = false,
        Confidence = 0.3,
        Context = ["my website", "my site", "homepage", "home page", "my blog", "my profile", "profile page", "linkedin", "portfolio", "posted a photo"],
        ContextConfidence = 0.6,
        Positives = ["My website is «https://www.idalund.example/»", "homepage: «http://ivo.example/cv?lang=en»"],
        Negatives = ["see https://docs.example.com/start", "my website is down: https://", "ftp://files.example.com"],
    };
}
