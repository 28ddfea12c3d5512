namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Neon key.</summary>
internal sealed class NeonKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-136",
        Kind = "neon-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("napi_"),
        Pattern = "napi_[a-z0-9]{60,70}",
        MaxLength = 76,
        Confidence = 0.95,
        Positives = [
            "Rotate «nap" + "i_19646vztkkp8axsml40t" + "wr3ilw5ih0eo98m9begzr45dul3eyts7gjp43oc8851h» before Friday.",
        ],
        Negatives = [
            "napi_196 is not one",
            "The neon-key page describes the format.",
        ],
    };
}
