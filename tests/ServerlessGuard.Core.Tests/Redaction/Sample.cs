using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Tests.Redaction;

/// <summary>A few rules of every kind (adjacent, nested, prefix-sharing, long, with context), and texts full of what they find.</summary>
internal static class Sample
{
    public static readonly Rule Email = Make(
        "SG-PII-001", "email", @"[a-z0-9.]{1,16}@[a-z0-9]{1,16}\.[a-z]{2,4}", 38, Anchor.Contains(["@"], 16));
    public static readonly Rule Number = Make("SG-PII-002", "national-id", @"[0-9]{3}-[0-9]{2}-[0-9]{4}", 11, Anchor.Digits(9, 9));
    public static readonly Rule Secret = Make(
        "SG-SEC-001", "api-key", @"tok_[a-z0-9@.]{4,40}", 44, Anchor.StartsWith("tok_"), FindingCategory.Secret);
    public static readonly Rule Pem = Make(
        "SG-SEC-002", "private-key", @"-----BEGIN[A-Za-z0-9+/\s-]{0,360}?-----END", 400, Anchor.StartsWith("-----begin"),
        FindingCategory.Secret) with
    { Stop = "{<\"", RightBoundary = false };
    public static readonly Rule Password = Make("SG-SEC-003", "password", @"password[:=] ?(?<v>\S{4,30})", 42, Anchor.StartsWith(
        "password"), FindingCategory.Secret) with
    { RightBoundary = false };
    public static readonly Rule Badge = Make("SG-PII-003", "badge", "[0-9]{4,8}", 8, Anchor.Digits(4, 8)) with
    {
        Confidence = 0.2,
        Context = ["badge"]
    };
    public static readonly Rule Link = Make("SG-MRK-001", "link", @"https?://[^\s)]{3,80}", 90, Anchor.StartsWith(
        "http"), FindingCategory.Markup) with
    { RightBoundary = false };

    public static readonly Redactor Redactor = new(new Scanner([Email, Number, Badge, Secret, Pem, Password, Link]));

    /// <summary>Without the rules whose patterns run on over what follows a value, up to their longest match.</summary>
    public static readonly Redactor Firm = new(new Scanner([Email, Number, Pem, Link]));

    /// <summary>
    /// Without rules that need context: a shorter text may bring a context word near enough for a second look to find more.
    /// </summary>
    public static readonly Redactor Steady = new(new Scanner([Email, Number, Secret, Pem, Password, Link]));

    private static readonly string[] Pieces =
    [
        "joe@example.com", "joe@example.co", "jo@e.de", "123-45-6789", "123-45-6780", "tok_abcd", "tok_abcdef", "tok_joe@example.com",
        "badge 12345",
        "-----BEGIN KEY abc\n-----END", "-----BEGIN KEY", "password: hunter22", "password=joe@example.com", "[EMAIL_7K3QX2]", "[email]",
        "[...]", "[EMAIL_", "]", "[",
        " ", ", ", "\n", "\u200B", "１２３-45-6789", "é", "e\u0301", "😀", "\uD83D", "**", "`", "_", "\\", "plain words that find nothing ",
        "x", "@", "-",
        "https://a.example/x?y=joe@example.com", new string('w', 150),
    ];

    public static Gen<string> Text { get; } = Gens.Any(Pieces).Array[0, 30].Select(string.Concat);

    /// <summary>The same pieces with spaces between them.</summary>
    public static Gen<string> Spaced { get; } = Gens.Any(Pieces).Array[0, 30].Select(static pieces => string.Join(' ', pieces));

    /// <summary>Texts with no markup that would keep a token from being restored in prose.</summary>
    public static Gen<string> Prose { get; } = Gens.Any(
        [.. Pieces.Where(static piece => !piece.Contains('/') && !piece.Contains('\\'))]).Array[0, 30].Select(string.Concat);

    public static TokenSession Session() => TokenSession.Ephemeral(new CountingEntropy());

    public static RedactionPlan All(GuardAction action) =>
        new() { Personal = action, Secret = action, Injection = action, Markup = action, Leakage = action };

    public static Rule Make(
        string id, string kind, string pattern, int maxLength, Anchor anchor, FindingCategory category = FindingCategory.Personal) => new()
        {
            Id = id,
            Kind = kind,
            Category = category,
            Anchor = anchor,
            Pattern = pattern,
            MaxLength = maxLength,
            Confidence = 0.8,
            Positives = [],
            Negatives = [],
        };

    /// <summary>Cuts a text as a generator of lengths says, over and over.</summary>
    public static IEnumerable<string> Cut(string text, int[] lengths)
    {
        for (var (at, step) = (0, 0); at < text.Length; step++)
        {
            var length = Math.Min(lengths[step % lengths.Length], text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }
}
