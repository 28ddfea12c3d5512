namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>OpenAI key: the T3BlbkFJ mark inside, or a typed prefix.</summary>
internal sealed class OpenAiKey : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
