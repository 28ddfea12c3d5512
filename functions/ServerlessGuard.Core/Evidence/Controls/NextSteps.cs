using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// The way from a requirement that does not hold to one that does: a sentence, a command that somebody can paste, and the page that
/// explains it.
/// </summary>
/// <param name="Sentence">The thing to do.</param>
/// <param name="Command">The command, with words in capitals to be replaced.</param>
/// <param name="Page">The page below <c>docs/</c>, with its heading.</param>
public sealed record NextStep(string Sentence, string Command, string Page);

/// <summary>The next step of each kind of fact. A kind that no shipped control reads has none.</summary>
public static class NextSteps
{
    private static readonly Dictionary<string, NextStep> ByKind = new(StringComparer.Ordinal)
    {
        [FactKinds.LogVerified] = new("Find what is wrong with the audit log.", "guard log verify", "audit-log.md#the-verifier"),
        [FactKinds.LogCheckpoint] = new("Let a guard run: it writes and signs the audit log.", "guard up", "audit-log.md"),
        [FactKinds.Policy] = new("Set enforce: enforce in the tiers that applications use.", "guard policy explain APP", "evidence.md#controls-and-facts"),
        [FactKinds.Tier] = new(
            "Set the tier's actions as the control requires; an application must use it.", "guard policy explain APP",
            "evidence.md#controls-and-facts"),
        [FactKinds.Tool] = new(
            "Give each tool a schema of its arguments, and untrusted: review or deny.", "guard policy check FILE",
            "evidence.md#controls-and-facts"),
        [FactKinds.Access] = new("Remove the grants that the policy does not name, or name them under access.", "guard access", "access.md"),
        [FactKinds.Callers] = new("Deploy the auditor, which reads the models' own logs in Azure.", "pulumi up", "deploy.md"),
        [FactKinds.Credential] = new("Rotate the key, or put its secret into the vault.", "guard rotate ID --now", "operate.md"),
        [AuditKinds.AccessReviewed] = new("Run the access review; in Azure it also needs the platform's logs of use.", "guard access", "access.md"),
        [AuditKinds.AttestationAccepted] = new(
            "Have the model's revision revalidated and attested.", "guard attest MODEL --attester ID --key-file FILE",
            "deployments.md#attestations"),
        [AuditKinds.CallerRefused] = new(
            "Call the guard once without a key, so that its refusal is on record.", "curl -i http://127.0.0.1:8787/v1/models", "clients.md"),
        [AuditKinds.CaseDecided] = new("Decide a held case.", "guard cases", "review.md"),
        [AuditKinds.ContentExpired] = new(
            "Let the guard run past a retention, or destroy content that is due now.", "guard content expire", "content.md"),
        [AuditKinds.DeploymentsChecked] = new(
            "Give the model a resource in the policy, and attest or register what the watch finds.", "guard watch --once",
            "deployments.md#the-watch"),
        [AuditKinds.DrillEnded] = new("Run the drill.", "guard drill KIND", "drills.md"),
        [AuditKinds.GuardUnscanned] = new(
            "Find why a guard failed, and set on_guard_failure: closed in the tier.", "guard policy explain APP", "alerts.md"),
        [AuditKinds.InteractionClosed] = new("Send a request through the guard.", "guard demo", "clients.md"),
        [AuditKinds.OutcomesEvaluated] = new(
            "Let the guard serve calls of a model with a standby: it then compares their outcomes.", "guard up", "drills.md"),
        [AuditKinds.RollbackVerified] = new("Run a rollback drill, which ends in a verified rollback.", "guard drill rollback", "drills.md"),
        [AuditKinds.RotationVerified] = new("Rotate each key once; the guard proves that the old one is refused.", "guard rotate ID --now", "operate.md"),
        [AuditKinds.ToolCallEvaluated] = new("Have an agent call a tool through the guard.", "guard demo", "clients.md"),
    };

    private static readonly NextStep Witness = new(
        "Run a witness where the log's keeper cannot reach, and start the guard with it.", "guard witness --log KEY",
        "audit-log.md#witness");

    /// <summary>The step for a requirement, or null.</summary>
    public static NextStep? Of(Requirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        var step = ByKind.GetValueOrDefault(requirement.Fact);
        return requirement.Fact switch
        {
            FactKinds.LogCheckpoint when requirement.Is.Any(static c => c.Value == "witnessed") => Witness,
            AuditKinds.DrillEnded when requirement.Of.FirstOrDefault(static c => c.Value == "drill")?.AnyOf is [var kind] =>
                step! with { Command = $"guard drill {kind}" },
            AuditKinds.DrillEnded => new("Let a guard run: it drills on schedule.", "guard up", "drills.md"),
            _ => step,
        };
    }

    /// <summary>
    /// The list of things to do, each step once: steps for controls that fail before steps for unknown ones, and of these the step
    /// that more controls need first.
    /// </summary>
    public static IReadOnlyList<(NextStep Step, IReadOnlyList<ControlResult> For)> All(IEnumerable<ControlResult> results) =>
    [
        .. results.SelectMany(static r => r.Requirements.Where(static q => q.Status != ControlStatus.Holds)
                .Select(q => (Result: r, q.Status, Step: Of(q.Requirement))))
            .Where(static one => one.Step is not null)
            .GroupBy(static one => one.Step!)
            .Select(static g => (
                Step: g.Key, For: (IReadOnlyList<ControlResult>)[.. g.Select(static one => one.Result).Distinct()],
                Fails: g.Any(static one => one.Status == ControlStatus.Fails)))
            .OrderByDescending(static one => one.Fails)
            .ThenByDescending(static one => one.For.Count)
            .Select(static one => (one.Step, one.For))
    ];
}
