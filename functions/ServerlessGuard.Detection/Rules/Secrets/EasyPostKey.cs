namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>EasyPost key.</summary>
internal sealed class EasyPostKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-115",
        Kind = "easypost-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("EZAK", "EZTK"),
        Pattern = "EZ[AT]K[A-Za-z0-9]{54}",
        MaxLength = 58,
        Confidence = 0.95,
        Positives = [
            "Rotate «EZT" + "KPXoh1ZvDon1KyExl0" + "NqAmZXx4cXdNA7tz1AbmFAgJi6uobxehcOctF» before Friday.",
        ],
        Negatives = [
            "EZTKPXo is not one",
            "The easypost-key page describes the format.",
        ],
    };
}
