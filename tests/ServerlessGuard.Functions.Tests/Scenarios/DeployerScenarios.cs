using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Functions.Tests.Authorization;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>Deployments that nobody attested.</summary>
internal static class DeployerScenarios
{
    public static IReadOnlyList<ScenarioStep> All { get; } =
    [
        new("deployer", "rolls a deployment back that nobody attested", RollBackAsync),
        new("deployer", "puts the attested revision where none stands", PutAsync),
        new("deployer", "judges outcomes", OutcomesAsync),
        new(
            "deployer", "drills",
            static (world, cancel) => world["deployer"].Function<DrillSweepFunction>().RunAsync(DutyTestHost.Tick, cancel)),
        new("deployer", "stops and starts a model", StopAsync),
        new("deployer", "takes events over HTTP", (world, cancel) => RedactorScenarios.HttpAsync(
            world, "deployer", RedactorScenarios.Long("Microsoft.Resources.ResourceWriteSuccess"), cancel)),
        new(
            "deployer", "leaves a message that is no event to the poison queue",
            (world, cancel) => RedactorScenarios.PoisonAsync(world, "deployer", cancel)),
        new(
            "deployer", "sends a heartbeat, and closes the interactions of an ended instance",
            (world, cancel) => GatewayScenarios.RecoverAsync(world, "deployer", cancel)),
    ];

    private static async Task RollBackAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        await world.DeliverAsync(
            "deployer",
            $$$"""{"specversion":"1.0","id":"d-1","source":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims","subject":"{{{AuthorizingProxy.Account}}}/deployments/claims-ft","type":"Microsoft.Resources.ResourceWriteSuccess","time":"2026-11-23T10:00:00Z","data":{"resourceUri":"{{{AuthorizingProxy.Account}}}/deployments/claims-ft","operationName":"Microsoft.CognitiveServices/accounts/deployments/write","status":"Succeeded"}}""",
            cancellationToken);
        (await world.RunQueueAsync("deployer", cancellationToken)).ShouldBe(1);
        await SettleAsync(world, "claims-ft", cancellationToken);
        await SettleAsync(world, "claims-ml", cancellationToken);
    }

    /// <summary>Both deployments are changed: what is attested stands nowhere any more.</summary>
    private static async Task PutAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        world.Azure.Simulation.OpenAI.AddExisting(AuthorizingProxy.Account, "claims-ft", "gpt-claims", "3");
        world.Azure.Simulation.OpenAI.AddExisting(AuthorizingProxy.Account, "claims-ft-previous", "gpt-claims", "3");
        world.Azure.Simulation.MachineLearning.AddEndpoint(AuthorizingProxy.Endpoint, ("blue", "claims", "3"), ("green", "claims", "3"));
        await SettleAsync(world, "claims-ft", cancellationToken);
        await SettleAsync(world, "claims-ml", cancellationToken);
    }

    private static async Task SettleAsync(DutyTestHost world, string model, CancellationToken cancellationToken)
    {
        var host = world["deployer"];
        var journal = host.Services.GetRequiredService<RollbackJournal>();
        for (var i = 0; i < 40; i++)
        {
            await host.Function<DeploymentSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
            await host.Function<RollbackSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
            if ((await journal.ReadAsync(model, cancellationToken)).Rollback is { Step: RollbackStep.Done })
            {
                return;
            }

            world.Clock.Advance(TimeSpan.FromSeconds(40));
        }

        (await journal.ReadAsync(model, cancellationToken)).Rollback!.Step.ShouldBe(RollbackStep.Done);
    }

    private static async Task OutcomesAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
        {
            await world.CountAsync("deployer", cancellationToken);
            await world["deployer"].Function<OutcomeSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private static async Task StopAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["deployer"];
        foreach (var method in (string[])["POST", "GET", "DELETE"])
        {
            (await DutyTestHost.SendAsync(
                host, host.Function<ModelStopFunction>().RunAsync, method, "/guard/models/claims-ml/stop", world.Person("admin"))).Is(200);
        }
    }
}
