namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Harness personal and service account token.</summary>
internal sealed class HarnessToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-046",
        Kind = "harness-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pat.", "sat."),
        Pattern = @"[ps]at\.[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}",
        MaxLength = 78,
        Confidence = 0.95,
        Positives = [
            "Rotate «sat" + ".iWrPRAzwe_NWyYhchUF2eA" + ".8cc592b8abfaf591dacfb8ee.48YMyNvsGki60DeHrfdI» before Friday.",
        ],
        Negatives = [
            "sat.iWrPR is not one",
            "The harness-token page describes the format.",
        ],
    };
}
