namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Bitbucket app password and HTTP access token.</summary>
internal sealed class BitbucketToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-042",
        Kind = "bitbucket-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ATBB", "BBDC-", "ATCTT3xFfGN0"),
        Pattern = "ATBB[A-Za-z0-9]{32}|BBDC-[A-Za-z0-9+/]{40,50}|ATCTT3xFfGN0[A-Za-z0-9_=+-]{60,}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «ATB" + "BMm18nP9I9M" + "iJDPwUGEguLLvvYXDukI8R» before Friday.",
        ],
        Negatives = [
            "ATBBMm is not one",
            "The bitbucket-token page describes the format.",
        ],
    };
}
