using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A MAC address (IEEE 802 EUI-48) with colons, hyphens, or in groups of four.</summary>
internal sealed class MacAddress : IRuleSource
{
    private const string Shape = @"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-010",
        Kind = "mac-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([":", "-", "."], maxBefore: 4),
        Pattern = Shape,
        MaxLength = 17,
        Check = IsValid,
        Confidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["nic «00:00:5E:00:53:AF»", "«02-00-5e-10-00-01» left", "switch saw «0200.5e10.0001»"],
        Negatives = ["FF:FF:FF:FF:FF:FF", "00:00:5E:00:53", "10:2F:33-AC-29-C3", "00:00:00:00:00:00"],
    };

    /// <summary>All zeros and the broadcast address are nobody's.</summary>
    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var hex = Digits.AndLetters(value);
        return !Digits.AllSame(hex);
    }
}
