using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>
/// The actions on a file: the input actions of the tier of the application that its first folder names. There is no
/// conversation that a token could be restored in, so whatever would be replaced for a while is masked, and the
/// file's entry counts it. A file of no application gets the strictest: personal data masked, secrets quarantined.
/// </summary>
internal static class IngestionPlan
{
    public static RedactionPlan For(GuardPolicy policy, string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var known = slash > 0
            && policy.Applications.TryGetValue(name[..slash], out var application)
            && policy.Tiers.ContainsKey(application.Tier) ? policy.TierOf(application) : null;
        return known is null
            ? new RedactionPlan { Personal = GuardAction.Mask, Secret = GuardAction.Block }
            : new RedactionPlan
            {
                Personal = known.Input.Personal,
                Secret = known.Input.Secrets,
                Injection = known.Input.Injection,
                Names = known.Input.Names,
                Dates = known.Input.Dates,
                Kinds = known.Input.Kinds,
                Detection = known.Input.Detection,
                IsFinal = true,
            };
    }

    /// <summary>Files are judged by people or not at all: what would be held or refused is quarantined.</summary>
    public static bool Quarantines(GuardAction action) => action is GuardAction.Hold or GuardAction.Block;

    public static TextForm FormOf(string name) =>
        name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
            ? TextForm.JsonLines
            : TextForm.Plain;
}
