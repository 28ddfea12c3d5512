namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Ably key: app, key id and secret.</summary>
internal sealed class AblyKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-167",
        Kind = "ably-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ably"),
        Pattern = @"ably[\w .:=""\x27,-]{1,30}?\b(?<v>[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{6}:[A-Za-z0-9_-]{43})",
        IgnoreCase = true,
        MaxLength = 100,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "Rotate ably key: «xyk" + "NGO.wzmexF:he4aWcD" + "hfUzKgwWkbG74kXLklaVSVpQOHPnNSTgr13y» before Friday.",
        ],
        Negatives = [
            "ably key: xykNGO. is not one",
            "The ably-key page describes the format.",
        ],
    };
}
