using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A generated value that follows the words secret, token, access, private or key.</summary>
internal sealed class SpacedSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-205",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret", "token", "private", "access", "apikey", "authtoken", " key ", "key-"),
        Pattern = @"\s?[A-Za-z_]{3,10}(?:[A-Za-z_.-]{0,14}|[A-Z]{0,6})(?:[ _.-]{0,4}(?:api|access|secret|private|key|token|code|auth)){0,3}(?:[\s:=]\s{0,4}[""\x27`]?|[.-])(?<v>[A-Za-z0-9][A-Za-z0-9_+/=~-]{12,190}(?:\.[A-Za-z0-9_+/=~-]{4,150})?\(?)",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        Check = SecretShape.Named,
        Confidence = 0.62,
        Positives = [
            "contoso SECRET «q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»",
            "contosoTOKEN-«0f9" + "d8c7b6a5e" + "4d3c2b1a0f9d8c7b6a5e»",
        ],
        Negatives = [
            "the secret ingredient of our vegetable soup",
            "access to infrastructure-and-networking",
            "token CancellationTokenSourceExtensions",
        ],
    };
}
