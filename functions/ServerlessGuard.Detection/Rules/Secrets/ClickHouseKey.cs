namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>ClickHouse Cloud key.</summary>
internal sealed class ClickHouseKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-142",
        Kind = "clickhouse-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("4b1d"),
        Pattern = "4b1d[A-Za-z0-9]{38}",
        MaxLength = 42,
        Confidence = 0.85,
        Positives = [
            "Rotate «4b1" + "d7shdSdvCwWsj" + "UNaskAnJS8KcTg9uHhjOs5g9eN» before Friday.",
        ],
        Negatives = [
            "4b1d7s is not one",
            "The clickhouse-key page describes the format.",
        ],
    };
}
