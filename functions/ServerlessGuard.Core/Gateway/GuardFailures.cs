using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>What follows when a guard fails: a closed tier answers nothing, an open or observing one passes it on as unscanned.</summary>
internal sealed class GuardFailures(CaseRouter router, IAlerts alerts, TimeProvider clock, ILogger<GuardFailures> logger)
{
    /// <summary>Judges an answer. Null where a guard failed and the tier lets the answer pass, or only observes.</summary>
    public async ValueTask<(Answer? Answer, bool Changed)> JudgeAsync(Exchange exchange, JsonObject root, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            var answer = exchange.Protocol.ReadAnswer(root, exchange.Bounds);
            var changed = await exchange.Judge.JudgeAsync(answer, cancellationToken);
            await router.RouteAsync(exchange, answer, cancellationToken);
            GatewayTelemetry.Inspected("output", clock.GetElapsedTime(started));
            return (answer, changed);
        }
        catch (GuardFailedException failure)
        {
            await FailAsync(exchange.Interaction, failure, cancellationToken);
            return (null, false);
        }
        catch (ContentRefusedException unknown) when (exchange.Interaction.IsObserved)
        {
            exchange.Interaction.Output.Add(new Verdict.Block([unknown.Code]));
            return (null, false);
        }
        catch (InvalidOperationException malformed)
        {
            // The tree reads lazily: text that is not valid Unicode shows only now.
            throw new ModelFailedException(GatewayFault.Malformed, malformed);
        }
    }

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
        interaction.Fact("unscanned", failure.Guard);
        await interaction.RecordAsync(AuditKinds.GuardUnscanned, null, new Dictionary<string, string> { ["guard"] = failure.Guard }, cancellationToken);
        await alerts.RaiseAsync(
            new Alert
            {
                Code = "guard.unscanned",
                Severity = AlertSeverity.Critical,
                Message = $"The guard {failure.Guard} failed; interaction {interaction.Id} of {interaction.Application.Id} passed unscanned.",
                Time = clock.GetUtcNow(),
                DedupeKey = $"guard.unscanned:{interaction.Application.Id}:{failure.Guard}",
            },
            cancellationToken);
    }
}
