namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Grafana service account and cloud token.</summary>
internal sealed class GrafanaToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-121",
        Kind = "grafana-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("glsa_", "glc_"),
        Pattern = "glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2}",
        MaxLength = 410,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «gls" + "a_eGexhPqJqTvn" + "BCSI2ycMRfzcxUu16lua_0250dbc7» before Friday.",
        ],
        Negatives = [
            "glsa_e is not one",
            "The grafana-token page describes the format.",
        ],
    };
}
