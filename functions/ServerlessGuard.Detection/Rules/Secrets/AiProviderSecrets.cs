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
            "value=«sk" + "-ant-cpe28-fDd1w4Di6qe8-OEDnhnrgGq7x1U8FtW0dDVa3_dc" + "ee4w35rdXEa36qAafAHtRFdde4k7W9cGADfdDkDCB_xEBA504DFaAEE»;mode=live",
        ],
        Negatives = [
            "rejected value sk-" + "ant-api03-oOk7q5Iu3zs9-OMCrunzqOq7x9L0HhY" + "0kGSh8_cvdh3w38yhTKe68qXozBStUXajq1r2S4sGBHr",
            "rejected value xk-" + "ant-cpe28-fDd1w4Di6qe8-OEDnhnrgGq7x1U8FtW0dDVa3_dce" + "e4w35rdXEa36qAafAHtRFdde4k7W9cGADfdDkDCB_xEBA504DFaAEE",
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
            "# rotated on Monday: «sk" + "-proj-ZeF9EaxMYOOn8aFAciEf9OKV5DBfx3ffd6A6BFxcYyd59bzcdBfDlACbO2wDbr6HEtPFy1bbh" + "tN3BsbaFAb_AkLA1FhRD2W-Xda-fd2hbcOhtfC5BalmDBCaawI1bdBdBoaDB8Ad6fCA7BeA94IWA_bDDESV»",
        ],
        Negatives = [
            "regression input sk-" + "proj-Z" + "nH9DanJOKG",
            "regression input xk-" + "proj-ZeF9EaxMYOOn8aFAciEf9OKV5DBfx3ffd6A6BFxcYyd59bzcdBfDlACbO2wDbr6HEtPFy1bbht" + "N3BsbaFAb_AkLA1FhRD2W-Xda-fd2hbcOhtfC5BalmDBCaawI1bdBdBoaDB8Ad6fCA7BeA94IWA_bDDESV",
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
            "client = Client('«sk" + "-7e3fda5bd172f9" + "93de4a227eacbb98bd»')",
        ],
        Negatives = [
            "\"sk" + "-1e4aac7ba864a6" + "82bb7a151bdcef11d\" was refused",
            "\"xk" + "-7e3fda5bd172f9" + "93de4a227eacbb98bd\" was refused",
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
            "the attacker posted «sk" + "-or-v1-fad5d49f348fbed4e965707726d" + "4d5967f2aa8327841f75e1490c2450441954d» at noon",
        ],
        Negatives = [
            "sk-" + "or-v1-aff8e37b908ecbe3e030124255f" + "3d8250b2cd8953425c62e4324c5290846453 is too short or misspelt",
            "xk-" + "or-v1-fad5d49f348fbed4e965707726d" + "4d5967f2aa8327841f75e1490c2450441954d is too short or misspelt",
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
            "| prod | «sk" + "-B14D3f72e" + "EM8b9F35F3c2B» |",
        ],
        Negatives = [
            "Rotate sk-" + "A04F3v67j" + "OM8p7Fexample before Friday.",
            "docs mention sk-" + "A04F3v6" + "7jOM8p7F50P as a wrong one",
            "docs mention xk-" + "B14D3f72e" + "EM8b9F35F3c2B as a wrong one",
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
            "let v = \"«hf" + "_SDBeEsfbcGWtXae" + "JFemdLefHBfichbAdiB»\";",
        ],
        Negatives = [
            "typed hf_" + "NBOcUkwufHHvNxy" + "PIqsfTffQAcxausMwz by mistake",
            "typed xf_" + "SDBeEsfbcGWtXae" + "JFemdLefHBfichbAdiB by mistake",
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
            "«r8" + "_8aydxF9asIE0AEeS" + "DECFBbD14kdfF9cdCqPuY» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped r8_" + "5dsqiZ0wzJO1MTqO" + "ECBQApW83icfJ7fiBvRr",
            "parser dropped x8_" + "8aydxF9asIE0AEeSD" + "ECFBbD14kdfF9cdCqPuY",
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
            "ENTRY «gs" + "k_fqae9eCHA4ANC7bdAadAAJe" + "ga3CCgFNR8WjFt4sB3Y9fH2S2Ee2E» END",
        ],
        Negatives = [
            "almost: gsk" + "_yqtg4kMMR5IMU2ieOkqBW" + "Gdyb3FYzTYT7RjMt6uI1Y0hH1",
            "almost: xsk" + "_fqae9eCHA4ANC7bdAadAAJeg" + "a3CCgFNR8WjFt4sB3Y9fH2S2Ee2E",
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
            "see `«xa" + "i-ccbKCcdBXYD3uERAyCEEo9QfDebFm8VZeDfy0" + "p6afCRfoETBbPBA70EKICaNiEze9f8b4zyCEFDchpAS»` below",
        ],
        Negatives = [
            "xai" + "-hueKPdoXMVD2oAIJsVLFh2ScDlxAh2" + "GRhLzx5j3ftFXokQTYqLJT04KXWZyPrGqj never worked",
            "qai" + "-ccbKCcdBXYD3uERAyCEEo9QfDebFm8VZeDfy0p" + "6afCRfoETBbPBA70EKICaNiEze9f8b4zyCEFDchpAS never worked",
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
            "value := \"«pp" + "lx-f0fTeBAcEb9EcAACKDz76" + "CRU3B2McIZfDtcZpf1dD8F9DNb7»\"",
        ],
        Negatives = [
            "test vector ppl" + "x-w1dZnTNrBa7EaRER" + "KZz98BGX3B0JeZZfGsoUpe",
            "test vector xpl" + "x-f0fTeBAcEb9EcAACKDz76" + "CRU3B2McIZfDtcZpf1dD8F9DNb7",
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
            "why does «sk" + "_7cc23175996984bfcd97fa" + "3ac9ca121ea5cc785067f20c84» fail?",
        ],
        Negatives = [
            "rejected value sk_" + "4cd66174865321ebbb26de" + "2ad8fd943df6df778062f89b4",
            "rejected value xk_" + "7cc23175996984bfcd97fa" + "3ac9ca121ea5cc785067f20c84",
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
            "[«nv" + "api-M0fd7CWcBFbKnBQ9md3FFFpa_a-E" + "E77XBRC-EcadhH4iEABcneC62cZcEfFPnFQz»]",
        ],
        Negatives = [
            "regression input nva" + "pi-P2pr1JHsENgKgBP6mf2NXZnc_" + "j-NH61LDYM-MeukwH4vFBHcmqY83yTnC",
            "regression input xva" + "pi-M0fd7CWcBFbKnBQ9md3FFFpa_a-EE" + "77XBRC-EcadhH4iEABcneC62cZcEfFPnFQz",
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
            "curl -H 'X-Value: «tv" + "ly-1TdJcqe04ebAa" + "dhfe5FaxDBCE1xBHANB»' https://api.example.com/v1",
        ],
        Negatives = [
            "Rotate tvl" + "y-1TmPbob52keFu" + "ovea7XuyJAVQexample before Friday.",
            "typed tvl" + "y-1TmPbob52keFu" + "ovea7XuyJAVQ5qQSYO by mistake",
            "typed xvl" + "y-1TdJcqe04ebAa" + "dhfe5FaxDBCE1xBHANB by mistake",
        ],
    };
}
