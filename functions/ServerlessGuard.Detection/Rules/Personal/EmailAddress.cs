using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A mailbox (RFC 5321 dot-string local part, RFC 1035 domain, letters beyond ASCII as in RFC 6531).</summary>
internal sealed class EmailAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
