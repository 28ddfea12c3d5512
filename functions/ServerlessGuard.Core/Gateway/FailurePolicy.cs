using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Decides what follows when a guard fails: a closed tier answers nothing, an open or observing one passes it on as unscanned.
/// </summary>
internal sealed class FailurePolicy(IAlertSink alerts, TimeProvider clock, ILogger<FailurePolicy> logger)
{
    /// <summary>Records and alerts. Throws <see cref="GuardFailedException"/> again when the tier is closed.</summary>
    public async ValueTask FailAsync(Interaction interaction, GuardFailedException failure, CancellationToken cancellationToken)
    {
        var passes = interaction.IsObserved || interaction.Tier.OnGuardFailure == FailureMode.Open;
        GatewayLog.GuardFailed(logger, interaction.Id, failure.Guard, failure.InnerException!.GetType().Name, passes ? "open" : "closed");
        if (!passes)
        {
            throw failure;
        }

        interaction.IsUnscanned = true;
        interaction.SetAttribute("unscanned", failure.Guard);
        await interaction.RecordAsync(
            AuditKinds.GuardUnscanned, null, new Dictionary<string, string> { ["guard"] = failure.Guard }, cancellationToken);
        await alerts.RaiseAsync(
            new Alert
            {
                Code = "guard.unscanned",
                Severity = AlertSeverity.Critical,
                Message =
                    $"The guard {failure.Guard} failed; interaction {interaction.Id} of {interaction.Application.Id} passed unscanned.",
                Time = clock.GetUtcNow(),
                DedupeKey = $"guard.unscanned:{interaction.Application.Id}:{failure.Guard}",
            },
            cancellationToken);
    }
}
