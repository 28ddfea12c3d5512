namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Heroku API key of the newer form.</summary>
internal sealed class HerokuKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-028",
        Kind = "heroku-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("HRKU-"),
        Pattern = "HRKU-(?:AA[0-9A-Za-z_-]{58}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
        MaxLength = 65,
        Confidence = 0.95,
        Positives = [
            "Rotate «HRK" + "U-AA9XXTh1qNWw2UnJoY" + "GT03yMenZj5TUU-0-o0nwb5DJA9ZI3ypHtjUMCpWur» before Friday.",
        ],
        Negatives = [
            "HRKU-AA9 is not one",
            "The heroku-key page describes the format.",
        ],
    };
}
