namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Pinecone key.</summary>
internal sealed class PineconeKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-082",
        Kind = "pinecone-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pcsk_"),
        Pattern = "pcsk_[A-Za-z0-9]{4,8}_[A-Za-z0-9]{50,80}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «pcs" + "k_BIT5Q_mS8cP4TmVgwHnya" + "e14fqQHJuWbyhHSuIskIx0ietHiE8pybhz1UnnartrMvi1E5» before Friday.",
        ],
        Negatives = [
            "pcsk_BIT5 is not one",
            "The pinecone-key page describes the format.",
        ],
    };
}
