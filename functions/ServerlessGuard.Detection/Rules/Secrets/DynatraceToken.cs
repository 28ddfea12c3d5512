namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Dynatrace token.</summary>
internal sealed class DynatraceToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-125",
        Kind = "dynatrace-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dt0"),
        Pattern = @"dt0[a-z][0-9]{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «dt0" + "c01.D33M6ZEKVSAECNA6HPHCSRJ4.KW" + "25NJR7JWY5XMPYYT3SRCSSP3WSOFUKELOKZDQLBN2LKADOIDFIRKRKEL5TILYI» before Friday.",
        ],
        Negatives = [
            "dt0c01.D33M6 is not one",
            "The dynatrace-token page describes the format.",
        ],
    };
}
