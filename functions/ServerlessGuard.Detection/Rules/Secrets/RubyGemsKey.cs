namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>RubyGems API key.</summary>
internal sealed class RubyGemsKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-061",
        Kind = "rubygems-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rubygems_"),
        Pattern = "rubygems_[0-9a-f]{48}",
        MaxLength = 57,
        Confidence = 0.95,
        Positives = [
            "Rotate «rub" + "ygems_c2bc501ff51a" + "fba8403c21d2cd3496f82fe4467bdd8fdeea» before Friday.",
        ],
        Negatives = [
            "rubygem is not one",
            "The rubygems-key page describes the format.",
        ],
    };
}
