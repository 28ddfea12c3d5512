namespace ServerlessGuard.Core.Outcomes;

/// <summary>Names of facts in an entry that judges outcomes; the log workspace reads them back.</summary>
public static class OutcomeFacts
{
    /// <summary>Begins the name of the evidence against a revision; the metric follows.</summary>
    public const string Evidence = "evidence.";

    /// <summary>From which evidence on a revision counts as worse.</summary>
    public const string EvidenceNeeded = "evidence_needed";
}
