namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>bcrypt password hash.</summary>
internal sealed class BcryptHash : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-179",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$2a$", "$2b$", "$2y$", "$2x$"),
        Pattern = @"\$2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{53}",
        MaxLength = 60,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «$2b" + "$15$h7tuem5XFLYW4iA" + "gyc/c5wpof/Bg11dM4Rx7l/sysuM512SaoBvIN» before Friday.",
        ],
        Negatives = [
            "$2b$15$ is not one",
            "The password-hash page describes the format.",
        ],
    };
}
