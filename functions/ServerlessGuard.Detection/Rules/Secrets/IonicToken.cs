namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Ionic token.</summary>
internal sealed class IonicToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-175",
        Kind = "ionic-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ion_"),
        Pattern = "ion_[A-Za-z0-9]{42}",
        MaxLength = 46,
        Confidence = 0.95,
        Positives = [
            "Rotate «ion" + "_vMc5ioi6qd1g6" + "1iEPyMujPNUDDRAPfYa3E0CSfSdut» before Friday.",
        ],
        Negatives = [
            "ion_vM is not one",
            "The ionic-token page describes the format.",
        ],
    };
}
