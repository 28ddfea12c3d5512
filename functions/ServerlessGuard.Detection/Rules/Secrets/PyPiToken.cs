namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>PyPI upload token: a macaroon of pypi.org.</summary>
internal sealed class PyPiToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-060",
        Kind = "pypi-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pypi-AgE"),
        Pattern = "pypi-AgE[A-Za-z0-9_-]{50,}",
        MaxLength = 1000,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «pyp" + "i-AgEIcHlwaS5vcmcxRS9iAxetxDolA4k06" + "HWg2uB7V_MTlzpnj1yDpEMagCw_OuVXDTvwCWFW-jfknKHiMrmh02Y74WgUd3H3TLHbZJO4A» before Friday.",
        ],
        Negatives = [
            "pypi-AgEIcHlw is not one",
            "The pypi-token page describes the format.",
        ],
    };
}
