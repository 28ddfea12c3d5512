using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>NuGet API key.</summary>
internal sealed class NuGetKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-062",
        Kind = "nuget-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("oy2"),
        Pattern = "oy2[a-z0-9]{43}",
        MaxLength = 46,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.95,
        Positives = [
            "Rotate «oy2" + "wirgoxx1cf2kxx" + "p2a9krozaq5mwrzi8jv7pk4chjp44» before Friday.",
        ],
        Negatives = [
            "oy2wir is not one",
            "The nuget-key page describes the format.",
        ],
    };
}
