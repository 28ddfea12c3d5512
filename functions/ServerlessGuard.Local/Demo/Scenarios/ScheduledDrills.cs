using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Local.Demo.Drills;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>Rollback, revocation and incident, drilled on a simulated Azure with the adapters that run on the real one.</summary>
internal sealed class ScheduledDrills : IDemoScenario
{
    public string Title => "Rollback, revocation and incident, drilled";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var clock = context.Services.GetRequiredService<TimeProvider>();
        await using var own = await DrillContext.OpenAsync(drills: true, clock, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = own.DeliverEventsAsync(stop.Token);
        var serving = own.Azure.OpenAI.Serving(DrillPolicyText.Account, "drill");
        var runs = await RunAsync(own, clock, stop.Token);
        var incident = (await own.Services.GetRequiredService<IncidentWorkflow>().ListAsync(stop.Token))
            .FirstOrDefault(static i => i.Cause == "drill.output-held");
        var route = (await own.Services.GetRequiredService<ModelRoutes>().ReadAsync(DrillContext.Model, stop.Token)).Route;
        await stop.CancelAsync();
        await events;
        return new()
        {
            Tried = "A bad revision, a key and a grant taken away, a marked unsafe output: each on its drill target",
            ModelSaw = string.Join("; ", runs.Select(Times)),
            ClientGot = "nothing: every target is as before",
            Checks =
            [
                .. runs.Select(static run => new DemoCheck(
                    $"The {run.Kind} drill passed ({run.Fault})", run is { Result: DrillResult.Passed, OriginalRestored: not null })),
                new("All three ran", runs.Count == 3),
                new("The key was refused, and so was the identity", runs.Any(
                    static r => r.Times.ContainsKey(RevocationDrill.KeyRefused) && r.Times.ContainsKey(RevocationDrill.GrantRefused))),
                new("The grant is restored", own.Grants.Has(DrillPolicyText.Grant)),
                new("The good revision serves again", serving is not null
                    && own.Azure.OpenAI.Serving(DrillPolicyText.Account, "drill") == serving
                    && route.SharesFor(own.Policy).GetValueOrDefault("drill") == 100),
                new("The incident was acknowledged by a person and closed", incident is { IsOpen: false, AcknowledgedBy: ["user:demo"] }),
            ],
        };
    }

    /// <summary>The drills begin by themselves: they are due. A person is played for the incident.</summary>
    private static async Task<IReadOnlyList<DrillRun>> RunAsync(DrillContext own, TimeProvider clock, CancellationToken cancellationToken)
    {
        var journal = own.Services.GetRequiredService<DrillJournal>();
        var incidents = own.Services.GetRequiredService<IncidentWorkflow>();
        var state = await DemoWait.UntilAsync(
            "the end of three drills",
            async () =>
            {
                foreach (var held in (await incidents.ListAsync(cancellationToken))
                    .Where(static i => i is { IsOpen: true, Acknowledged: null, Cause: "drill.output-held" }))
                {
                    await incidents.AcknowledgeAsync(held.Id, "user:demo", null, cancellationToken);
                }

                return await journal.ReadAsync(cancellationToken);
            },
            static state => state.Last.Count == 3 && state.Run is { IsOver: true },
            static state => (state.Run?.Id, state.Run?.Step, state.Run?.Detected),
            clock,
            cancellationToken);
        return state.Last;
    }

    private static string Times(DrillRun run) => string.Create(CultureInfo.InvariantCulture,
        $"{WireName.Of(run.Kind)}: detected {After(run, run.Detected):0.0} s, decided {After(run, run.Decided):0.0} s, ended {After(run, run.Restored):0.0} s");

    private static double After(DrillRun run, DateTimeOffset? time) => (time - run.HarmStarted)?.TotalSeconds ?? double.NaN;
}
