namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of tools that trace, store and serve for models.</summary>
internal static class AiToolingSecrets
{
    /// <summary>LangSmith key.</summary>
    public static Rule LangSmithKey { get; } = new()
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

    /// <summary>Langfuse secret key.</summary>
    public static Rule LangfuseKey { get; } = new()
    {
        Id = "SG-SEC-081",
        Kind = "langfuse-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-lf-"),
        Pattern = "sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 42,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk-" + "lf-f54a9dc0-c" + "8f6-8340-9732-c8b3a2643fc6» before Friday.",
        ],
        Negatives = [
            "sk-lf- is not one",
            "The langfuse-key page describes the format.",
        ],
    };

    /// <summary>Pinecone key.</summary>
    public static Rule PineconeKey { get; } = new()
    {
        Id = "SG-SEC-082",
        Kind = "pinecone-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pcsk_"),
        Pattern = "pcsk_[A-Za-z0-9]{4,8}_[A-Za-z0-9]{50,80}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «pcs" + "k_BIT5Q_mS8cP4TmVgwHnya" + "e14fqQHJuWbyhHSuIskIx0ietHiE8pybhz1UnnartrMvi1E5» before Friday.",
        ],
        Negatives = [
            "pcsk_BIT5 is not one",
            "The pinecone-key page describes the format.",
        ],
    };

    /// <summary>Weights &amp; Biases key with a version prefix.</summary>
    public static Rule WandbKey { get; } = new()
    {
        Id = "SG-SEC-084",
        Kind = "wandb-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("wandb_v1_"),
        Pattern = "wandb_v1_[A-Za-z0-9_]{60,90}",
        MaxLength = 100,
        Confidence = 0.95,
        Positives = [
            "Rotate «wan" + "db_v1_BkSXurXnKEiydJ3BPix2j" + "dsDWa884sKREjMPgLArOA01W9bfXhndaUClz83tY6Ip0cxlYt8tkHR3t» before Friday.",
        ],
        Negatives = [
            "wandb_v1_B is not one",
            "The wandb-key page describes the format.",
        ],
    };

    /// <summary>Voiceflow dialogue key.</summary>
    public static Rule VoiceflowKey { get; } = new()
    {
        Id = "SG-SEC-172",
        Kind = "voiceflow-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("VF."),
        Pattern = @"VF\.(?:DM\.)?[0-9a-f]{24}\.[A-Za-z0-9]{16}",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «VF." + "58f0b65784f99" + "d4c38866507.SDaKkRGYKSZNPiFA» before Friday.",
        ],
        Negatives = [
            "VF.58f is not one",
            "The voiceflow-key page describes the format.",
        ],
    };
}
