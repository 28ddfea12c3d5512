using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Sends a marked unsafe output and waits until it is held, alerted and acknowledged by a person, through the same
/// incident record as a real one; then it is contained and closed. A canary's alert is no critical one: it pages nobody.
/// </summary>
public sealed class IncidentDrill(IDrillRequestSender outputs, IncidentWorkflow incidents, IAlertSink alerts, TimeProvider clock) : IDrill
{
    private const string Actor = Actors.Guard;

    public DrillKind Kind => DrillKind.Incident;

    public string? TargetOf(GuardPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Drills.Application is { } id && policy.Applications.ContainsKey(id) ? id : null;
    }

    public ValueTask<string?> StopAsync(DrillRun run, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public ValueTask<SteadyStateCheck> ReadAsync(DrillRun run, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SteadyStateCheck("no incident"));

    public async ValueTask<string?> VerifyAsync(DrillRun run, CancellationToken cancellationToken) =>
        await outputs.SendAsync(run, isUnsafe: false, cancellationToken) is "allow" or "redact" ? null : "harmless-output-refused";

    public async ValueTask HarmAsync(DrillRun run, CancellationToken cancellationToken)
    {
        if (await outputs.SendAsync(run, isUnsafe: true, cancellationToken) is not ("hold" or "block"))
        {
            throw new DrillException("not-held");
        }

        await alerts.RaiseAsync(
            new Alert
            {
                Code = "drill.output-held",
                Severity = run.Mode == DrillMode.Full ? AlertSeverity.Critical : AlertSeverity.Warning,
                Message =
                    $"Drill {run.Id}: a marked unsafe output of {run.Target} was held. Acknowledge its incident ('guard incident list').",
                Time = clock.GetUtcNow(),
                DedupeKey = run.Id,
                Tags = new Dictionary<string, string> { ["drill"] = run.Id },
            },
            cancellationToken);
        if (await FindAsync(run, cancellationToken) is null)
        {
            await incidents.DeclareAsync(
                new NewIncident
                {
                    Key = $"drill\n{run.Id}",
                    Title = $"Drill: a marked unsafe output of {run.Target} was held.",
                    Cause = "drill.output-held",
                    Actor = Actor,
                    Drill = run.Id,
                    Subject = run.Target
                },
                cancellationToken);
        }
    }

    public async ValueTask<DrillObservation> ObserveAsync(DrillRun run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, cancellationToken) is not { } incident)
        {
            return new DrillObservation { Fault = "incident-missing" };
        }

        if (incident is { Acknowledged: not null, IsOpen: true })
        {
            await incidents.ContainAsync(incident.Id, Actor, "The marked output was never let out.", cancellationToken);
            incident = await incidents.CloseAsync(incident.Id, Actor, "End of the drill.", cancellationToken) ?? incident;
        }

        return new DrillObservation
        {
            Detected = incident.Declared,
            Decided = incident.Acknowledged,
            Restored = incident.Acknowledged is null ? null : incident.Closed
        };
    }

    public async ValueTask RestoreAsync(DrillRun run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, cancellationToken) is { IsOpen: true } open)
        {
            await incidents.CloseAsync(open.Id, Actor, "The drill ended without an acknowledgement.", cancellationToken);
        }
    }

    public async ValueTask<string?> CheckAsync(DrillRun run, CancellationToken cancellationToken) =>
        await FindAsync(run, cancellationToken) is { IsOpen: true } ? "incident-open" : null;

    private async ValueTask<Incident?> FindAsync(DrillRun run, CancellationToken cancellationToken) =>
        (await incidents.ListAsync(cancellationToken)).FirstOrDefault(i => i.Drill == run.Id && i.Cause == "drill.output-held");
}
