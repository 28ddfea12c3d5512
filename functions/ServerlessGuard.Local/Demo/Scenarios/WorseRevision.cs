using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Local.Demo.Drills;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A revision that was attested by mistake takes half of the calls, and its live outcomes give it away.</summary>
internal sealed class WorseRevision : IDemoScenario
{
    private const int Usual = 60;
    private const int Most = 400;

    public string Title => "A worse revision, found by its live outcomes";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var clock = context.Services.GetRequiredService<TimeProvider>();
        await using var own = await DrillContext.OpenAsync(drills: false, clock, cancellationToken);
        for (var call = 0; call < Usual; call++)
        {
            await own.AskAsync("Say good morning.", cancellationToken);
        }

        var journal = own.Services.GetRequiredService<RollbackJournal>();
        var outcomes = own.Services.GetRequiredService<OutcomeStore>();
        await DemoWait.UntilAsync(
            "a baseline of the outcomes",
            () => outcomes.ReadModelAsync(DrillContext.Model, cancellationToken),
            static model => model.Baseline is not null,
            static model => model.Recorded,
            clock,
            cancellationToken);

        own.Azure.OpenAI.AddExisting(DrillPolicyText.Account, "drill-previous", DrillContext.Bad, "1");
        await own.AttestAsync(own.AttesterKey, "drill-previous", asked: false, cancellationToken);
        await own.Services.GetRequiredService<ModelRoutes>().ChangeAsync(
            DrillContext.Model,
            route => route.With(own.Policy, new Dictionary<string, int> { ["drill"] = 50, ["drill-previous"] = 50 }),
            cancellationToken);

        var (calls, leaked, rollback) = (0, 0, (Rollback?)null);
        while (rollback is not { Ended: true } && calls < Most)
        {
            leaked += (await own.AskAsync("Say good morning.", cancellationToken)).Text.Contains("gh" + "p_", StringComparison.Ordinal)
                ? 1
                : 0;
            calls++;
            rollback = (await journal.ReadAsync(DrillContext.Model, cancellationToken)).Rollback;
        }

        var route = (await own.Services.GetRequiredService<ModelRoutes>().ReadAsync(DrillContext.Model, cancellationToken)).Route;
        var after = await own.AskAsync("Say good morning.", cancellationToken);
        var took = (rollback?.Restored - rollback?.Started)?.TotalSeconds ?? double.NaN;
        return new()
        {
            Tried = "A revision attested by mistake takes half of the calls and puts a secret into each answer",
            ModelSaw = $"{Usual} calls before, {calls} until it was rolled back",
            ClientGot = string.Create(CultureInfo.InvariantCulture, $"the earlier revision again, {took:0.00} s after the decision"),
            Checks =
            [
                new("The live analysis requested the rollback", rollback?.Trigger.Cause == RollbackCause.Worse),
                new(
                    "All calls go to the healthy revision",
                    rollback?.Step == RollbackStep.Done && route.SharesFor(own.Policy).GetValueOrDefault("drill") == 100),
                new("No secret reached the client meanwhile", leaked == 0),
                new("The client is answered again", after.Text.Contains("good morning", StringComparison.OrdinalIgnoreCase)),
            ],
        };
    }
}
