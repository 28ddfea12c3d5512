using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Litecoin address: Base58Check (L, M) or Bech32 (ltc1).</summary>
internal sealed class LitecoinAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-016",
        Kind = "crypto-litecoin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(15, 92),
        Pattern = @"[LM][1-9A-HJ-NP-Za-km-z]{26,33}|ltc1[a-z0-9]{11,87}",
        MaxLength = 92,
        Check = IsAddress,
        Confidence = 0.9,
        Positives = ["ltc «LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9»", "«LbTjMGN7gELw4KbeyQf6cTCq859hD18guE» is theirs"],
        Negatives = ["LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH8", "Lorem ipsum"],
    };

    private static bool IsAddress(ReadOnlySpan<char> value) =>
        value.StartsWith("ltc1", StringComparison.Ordinal) ? Bech32.IsSegwitAddress(value) : Base58.IsCheckedAddress(value);
}
