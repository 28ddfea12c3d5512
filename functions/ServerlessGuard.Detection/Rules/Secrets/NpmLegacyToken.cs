namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>npm token of the older form in a configuration file.</summary>
internal sealed class NpmLegacyToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-059",
        Kind = "npm-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("_authToken", "NPM_TOKEN"),
        Pattern = @"(?:_authToken|NPM_TOKEN)[""\x27]?\s{0,3}[=:]\s{0,3}[""\x27]?(?<v>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
        IgnoreCase = true,
        MaxLength = 70,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate //registry.npmjs.org/:_authToken=«20c" + "3b0c4-bebb-" + "18b2-9080-1b0588464fb8» before Friday.",
        ],
        Negatives = [
            "//registry.npmjs.org/:_authToken=20c3b0 is not one",
            "The npm-token page describes the format.",
        ],
    };
}
