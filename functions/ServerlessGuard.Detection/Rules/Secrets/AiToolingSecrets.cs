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
            "export API_VALUE=«ls" + "v2_pt_99724820798539220" + "f6cea3352750591_9d0f3b2743»",
        ],
        Negatives = [
            "\"ls" + "v2_pt_83286041491863788" + "f8bbd3789640199_5a8b7f896\" was refused",
            "\"xs" + "v2_pt_99724820798539220" + "f6cea3352750591_9d0f3b2743\" was refused",
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
            "config: { \"value\": \"«sk" + "-lf-d84e9cc5-e4f7-" + "8202-8732-d0e1a2943cc3»\" }",
        ],
        Negatives = [
            "sk-" + "lf-f54a9dc0-c8f6-" + "8340-9732-c8b3a2643fc is too short or misspelt",
            "xk-" + "lf-d84e9cc5-e4f7-8" + "202-8732-d0e1a2943cc3 is too short or misspelt",
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
            "- value: «pc" + "sk_CDT3H_qS5fC6DaCfdHcudb24buBYWdW" + "bviWJgAswBc7afkHmF1tqdwa3JaaanzdIad9D8»",
        ],
        Negatives = [
            "docs mention pcs" + "k_BIT5Q_mS8cP4TmVgwHnyae14f" + "qQHJuWbyhHSuIskIx0ietHiE8pybhz as a wrong one",
            "docs mention xcs" + "k_CDT3H_qS5fC6DaCfdHcudb24buBYWdWb" + "viWJgAswBc7afkHmF1tqdwa3JaaanzdIad9D8 as a wrong one",
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
            "found «wa" + "ndb_v1_FoDEddYnQFbnbL1DPjn1calAEf105aJYB" + "dENdPCfVC68F0cfDtkdaDAqz92aF0Lu9dqdBb1dtSR6f» in the build log",
        ],
        Negatives = [
            "parser dropped wan" + "db_v1_BkSXurXnKEiydJ3BPix2jd" + "sDWa884sKREjMPgLArOA01W9bfXhndaU",
            "parser dropped xan" + "db_v1_FoDEddYnQFbnbL1DPjn1calAEf105aJYBd" + "ENdPCfVC68F0cfDtkdaDAqz92aF0Lu9dqdBb1dtSR6f",
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
            "| prod | «VF" + ".07f6c34781f87a8d22" + "060632.BFfRdCSKXAFDWbBE» |",
        ],
        Negatives = [
            "docs mention VF." + "58f0b65784f99d4c38" + "866507.SDaKkRGYKSZNPiF as a wrong one",
            "docs mention XF." + "07f6c34781f87a8d220" + "60632.BFfRdCSKXAFDWbBE as a wrong one",
        ],
    };
}
