namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Hugging Face user and organisation token.</summary>
internal sealed class HuggingFaceToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-073",
        Kind = "huggingface-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("hf_", "api_org_"),
        Pattern = "(?:hf|api_org)_[A-Za-z]{34}",
        MaxLength = 42,
        Confidence = 0.95,
        Positives = [
            "Rotate «hf_" + "NBOcUkwufHH" + "vNxyPIqsfTffQAcxausMwzH» before Friday.",
        ],
        Negatives = [
            "hf_NBO is not one",
            "The huggingface-token page describes the format.",
        ],
    };
}
