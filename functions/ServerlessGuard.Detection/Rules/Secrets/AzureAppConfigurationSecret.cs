namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure App Configuration connection string secret.</summary>
internal sealed class AzureAppConfigurationSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-021",
        Kind = "azure-app-configuration-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("azconfig.io;Id="),
        Pattern = @"azconfig\.io;Id=[^;\s]{4,80};Secret=(?<v>[A-Za-z0-9+/]{36,100}={0,2})",
        MaxLength = 240,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.98,
        Positives = [
            "Endpoint=https://shop.azconfig.io;Id=ab1-l0-s0:eJcS7U13lz4MIfHej4go;Secret=«EuR" + "LJETUrQF/dyr7" + "9wFoB6eLPjSefAnY8qqBrT+gNQ3=» is in the notes",
        ],
        Negatives = [
            "Endpoint=https://shop.azconfig.io;Id=ab1-l0-s0:eJcS7U13lz4MIfHej4go;Secret=EuRLJE is not one",
            "The azure-app-configuration-secret page describes the format.",
        ],
    };
}
