namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A password that leads every list of stolen ones, with digits appended.</summary>
internal sealed class WeakPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-207",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password", "letmein", "p@ssw0rd", "passw0rd", "qwerty", "iloveyou", "welcome", "trustno", "admin", "monkey"),
        Pattern = "(?:p[a@]ssw[o0]rd[0-9][0-9!@#$]{0,5}|(?:letmein|qwerty|iloveyou|trustno|welcome|admin|monkey)[0-9]{2,6}[!@#$]{0,3}|passw0rd|p@ssw0rd)",
        IgnoreCase = true,
        MaxLength = 20,
        Confidence = 0.55,
        Positives = [
            "log in with «let" + "mein42» please",
            "the default is «qwerty456»",
        ],
        Negatives = [
            "the admin team",
            "monkey business",
        ],
    };
}
