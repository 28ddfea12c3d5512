namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>MongoDB Atlas service account secret.</summary>
internal sealed class MongoServiceKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-137",
        Kind = "mongodb-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("mdb_sa_sk_"),
        Pattern = "mdb_sa_sk_[A-Za-z0-9_-]{40}",
        MaxLength = 50,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «mdb" + "_sa_sk_zOzggzzO" + "V4Xerafscp3Wq_TyPbtf9LVpPeCi8lkM» before Friday.",
        ],
        Negatives = [
            "mdb_sa is not one",
            "The mongodb-key page describes the format.",
        ],
    };
}
