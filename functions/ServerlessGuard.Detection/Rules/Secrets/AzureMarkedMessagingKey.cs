namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure messaging, IoT, search, function, registry or cache key with its provider mark.</summary>
internal sealed class AzureMarkedMessagingKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-020",
        Kind = "azure-service-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["+ASb", "+AEh", "+ARm", "AIoT", "AzSe", "AzFu", "+ACR", "AzCa"], 44),
        Pattern = @"[A-Za-z0-9+/]{33}(?:\+ASb|\+AEh|\+ARm|AIoT)[A-Za-z0-9+/]{6}=|[A-Za-z0-9]{42}AzSe[A-Za-z0-9]{6}|[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{6}[AQgw]==|[A-Za-z0-9+/]{42}\+ACR[A-Za-z0-9+/]{6}|[A-Za-z0-9]{33}AzCa[A-Za-z0-9]{6}=",
        MaxLength = 60,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «GCM" + "Xr4YY6GoJphZVWlA" + "XDCpCOi571S6DJ1ppsWdA5TAzSeFCfoRY» before Friday.",
        ],
        Negatives = [
            "GCMXr4 is not one",
            "The azure-service-key page describes the format.",
        ],
    };
}
