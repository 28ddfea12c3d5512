namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Intercom token: base 64 of tok:.</summary>
internal sealed class IntercomToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-102",
        Kind = "intercom-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dG9rO"),
        Pattern = "dG9rO[A-Za-z0-9+/]{50,80}={0,2}",
        MaxLength = 90,
        Confidence = 0.95,
        Positives = [
            "Rotate «dG9" + "rOm2dlkRIUC95EkjbOu" + "6kBRTv8HZjjDWTpJuqolAxyG9SOAjC7HZtoyu7=» before Friday.",
        ],
        Negatives = [
            "dG9rOm2 is not one",
            "The intercom-token page describes the format.",
        ],
    };
}
