using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of model providers and of tools for models.</summary>
internal static class AiProviderSecrets
{
    /// <summary>Anthropic API and admin key.</summary>
    public static Rule AnthropicKey { get; } = new()
    {
        Id = "SG-SEC-068",
        Kind = "anthropic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-ant-"),
        Pattern = "sk-ant-[a-z]{3,8}[0-9]{2}-[A-Za-z0-9_-]{80,}",
        MaxLength = 130,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk-" + "ant-api03-oOk7q5Iu3zs9-OMCrunzqOq7x" + "9L0HhY0kGSh8_cvdh3w38yhTKe68qXozBStUXajq1r2S4sGBHrbGjTFW_xKNO139ALfBAA» before Friday.",
        ],
        Negatives = [
            "sk-ant-api03- is not one",
            "The anthropic-key page describes the format.",
        ],
    };

    /// <summary>OpenAI key: the T3BlbkFJ mark inside, or a typed prefix.</summary>
    public static Rule OpenAiKey { get; } = new()
    {
        Id = "SG-SEC-069",
        Kind = "openai-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-"),
        Pattern = "sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,200}|sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|sk-[A-Za-z0-9]{48}",
        MaxLength = 220,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk-" + "proj-ZnH9DanJOKGt3vJRtlZd4MKZ8ASpv0nce2I7AAnpVie52cjf" + "kNwGlGZyO5oLai5NDiIRi4nupwT3BlbkFJa_IiWX6GqRF0W-Zis-ny2hssQomjF0UzpoBRAewzZ0nqMaLsiTA7Wa9aTH2CgA78VLU_eWTHKP» before Friday.",
        ],
        Negatives = [
            "sk-proj-ZnH9DanJOKGt is not one",
            "The openai-key page describes the format.",
        ],
    };

    /// <summary>DeepSeek and other providers: sk- and thirty-two hex digits.</summary>
    public static Rule DeepSeekKey { get; } = new()
    {
        Id = "SG-SEC-070",
        Kind = "ai-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-"),
        Pattern = "sk-[0-9a-f]{32}",
        MaxLength = 35,
        Confidence = 0.9,
        Positives = [
            "Rotate «sk-" + "1e4aac7ba8" + "64a682bb7a151bdcef11dc» before Friday.",
        ],
        Negatives = [
            "sk-1e4 is not one",
            "The ai-provider-key page describes the format.",
        ],
    };

    /// <summary>OpenRouter key.</summary>
    public static Rule OpenRouterKey { get; } = new()
    {
        Id = "SG-SEC-071",
        Kind = "openrouter-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-or-v1-"),
        Pattern = "sk-or-v1-[0-9a-f]{64}",
        MaxLength = 73,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk-" + "or-v1-aff8e37b908ecbe3e" + "030124255f3d8250b2cd8953425c62e4324c5290846453b» before Friday.",
        ],
        Negatives = [
            "sk-or-v1- is not one",
            "The openrouter-key page describes the format.",
        ],
    };

    /// <summary>Key of a self-hosted model gateway: sk- and a short body.</summary>
    public static Rule LiteLlmKey { get; } = new()
    {
        Id = "SG-SEC-072",
        Kind = "ai-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-"),
        Pattern = "sk-[A-Za-z0-9_-]{20,64}",
        MaxLength = 68,
        Check = SecretShape.MixedRandom,
        Confidence = 0.6,
        Positives = [
            "Rotate «sk-" + "A04F3v6" + "7jOM8p7F50P6b7U» before Friday.",
        ],
        Negatives = [
            "sk-A04 is not one",
            "The ai-provider-key page describes the format.",
        ],
    };

    /// <summary>Hugging Face user and organisation token.</summary>
    public static Rule HuggingFaceToken { get; } = new()
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

    /// <summary>Replicate token.</summary>
    public static Rule ReplicateToken { get; } = new()
    {
        Id = "SG-SEC-074",
        Kind = "replicate-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("r8_"),
        Pattern = "r8_[A-Za-z0-9]{37,48}",
        MaxLength = 51,
        Confidence = 0.95,
        Positives = [
            "Rotate «r8_" + "5dsqiZ0wzJO1" + "MTqOECBQApW83icfJ7fiBvRrX» before Friday.",
        ],
        Negatives = [
            "r8_5ds is not one",
            "The replicate-token page describes the format.",
        ],
    };

    /// <summary>Groq key.</summary>
    public static Rule GroqKey { get; } = new()
    {
        Id = "SG-SEC-075",
        Kind = "groq-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("gsk_"),
        Pattern = "gsk_[A-Za-z0-9]{48,56}",
        MaxLength = 60,
        Confidence = 0.95,
        Positives = [
            "Rotate «gsk" + "_yqtg4kMMR5IMU2ie" + "OkqBWGdyb3FYzTYT7RjMt6uI1Y0hH1Y5Bf2X» before Friday.",
        ],
        Negatives = [
            "gsk_yqt is not one",
            "The groq-key page describes the format.",
        ],
    };

    /// <summary>xAI key.</summary>
    public static Rule XaiKey { get; } = new()
    {
        Id = "SG-SEC-076",
        Kind = "xai-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("xai-"),
        Pattern = "xai-[A-Za-z0-9_]{70,90}",
        MaxLength = 94,
        Confidence = 0.95,
        Positives = [
            "Rotate «xai" + "-hueKPdoXMVD2oAIJsVLFh2ScDl" + "xAh2GRhLzx5j3ftFXokQTYqLJT04KXWZyPrGqj1j4c4xyFPBBiupAK» before Friday.",
        ],
        Negatives = [
            "xai-hueKPd is not one",
            "The xai-key page describes the format.",
        ],
    };

    /// <summary>Perplexity key.</summary>
    public static Rule PerplexityKey { get; } = new()
    {
        Id = "SG-SEC-077",
        Kind = "perplexity-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pplx-"),
        Pattern = "pplx-[A-Za-z0-9]{40,60}",
        MaxLength = 65,
        Confidence = 0.95,
        Positives = [
            "Rotate «ppl" + "x-w1dZnTNrBa7EaR" + "ERKZz98BGX3B0JeZZfGsoUpe3aN5J6BYv7» before Friday.",
        ],
        Negatives = [
            "pplx-w is not one",
            "The perplexity-key page describes the format.",
        ],
    };

    /// <summary>ElevenLabs key.</summary>
    public static Rule ElevenLabsKey { get; } = new()
    {
        Id = "SG-SEC-078",
        Kind = "elevenlabs-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk_"),
        Pattern = "sk_[0-9a-f]{48}",
        MaxLength = 51,
        Confidence = 0.9,
        Positives = [
            "Rotate «sk_" + "4cd66174865321eb" + "bb26de2ad8fd943df6df778062f89b44» before Friday.",
        ],
        Negatives = [
            "sk_4cd is not one",
            "The elevenlabs-key page describes the format.",
        ],
    };

    /// <summary>NVIDIA API key.</summary>
    public static Rule NvidiaKey { get; } = new()
    {
        Id = "SG-SEC-079",
        Kind = "nvidia-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("nvapi-"),
        Pattern = "nvapi-[A-Za-z0-9_-]{60,70}",
        MaxLength = 76,
        Confidence = 0.95,
        Positives = [
            "Rotate «nva" + "pi-P2pr1JHsENgKgBP6mf2" + "NXZnc_j-NH61LDYM-MeukwH4vFBHcmqY83yTnCzBHqQMk» before Friday.",
        ],
        Negatives = [
            "nvapi-P2 is not one",
            "The nvidia-key page describes the format.",
        ],
    };

    /// <summary>Voyage, Jina, Tavily, Fireworks, Cerebras and Firecrawl keys.</summary>
    public static Rule AiProviderKey { get; } = new()
    {
        Id = "SG-SEC-083",
        Kind = "ai-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pa-", "jina_", "tvly-", "fw_", "csk-", "fc-", "together_", "tgp_v1_"),
        Pattern = "pa-[A-Za-z0-9_-]{43}|jina_[0-9a-f]{32}[A-Za-z0-9_-]{28}|tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}|fw_[A-Za-z0-9]{22,24}|csk-[a-z0-9]{48}|fc-[0-9a-f]{32}|tgp_v1_[A-Za-z0-9_-]{43}",
        MaxLength = 80,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.85,
        Positives = [
            "Rotate «tvl" + "y-1TmPbob52" + "keFuovea7XuyJAVQ5qQSYOP» before Friday.",
        ],
        Negatives = [
            "tvly-1 is not one",
            "The ai-provider-key page describes the format.",
        ],
    };
}
