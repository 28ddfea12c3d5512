namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Twilio API key id and account id.</summary>
internal sealed class TwilioKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-100",
        Kind = "twilio-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SK", "AC"),
        Pattern = "(?:SK|AC)[0-9a-f]{32}",
        MaxLength = 34,
        Confidence = 0.85,
        Positives = [
            "Rotate «SKb" + "deeb7778de" + "10aff8c9cbc185e673003» before Friday.",
        ],
        Negatives = [
            "SKbdee is not one",
            "The twilio-key page describes the format.",
        ],
    };
}
