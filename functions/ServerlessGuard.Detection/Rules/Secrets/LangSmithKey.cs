namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>LangSmith key.</summary>
internal sealed class LangSmithKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-080",
        Kind = "langsmith-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("lsv2_pt_", "lsv2_sk_"),
        Pattern = "lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}",
        MaxLength = 51,
        Confidence = 0.95,
        Positives = [
            "Rotate «lsv" + "2_pt_83286041491" + "863788f8bbd3789640199_5a8b7f8966» before Friday.",
        ],
        Negatives = [
            "lsv2_p is not one",
            "The langsmith-key page describes the format.",
        ],
    };
}
