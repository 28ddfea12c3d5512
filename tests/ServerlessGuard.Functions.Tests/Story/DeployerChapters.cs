using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Functions.Tests.Door;

namespace ServerlessGuard.Functions.Tests.Story;

/// <summary>Deployments that nobody attested.</summary>
internal static class DeployerChapters
{
    public static IReadOnlyList<Chapter> All { get; } =
    [
        new("deployer", "rolls a deployment back that nobody attested", RollBackAsync),
        new("deployer", "puts the attested revision where none stands", PutAsync),
        new("deployer", "judges outcomes", OutcomesAsync),
        new("deployer", "drills", static (world, cancel) => world["deployer"].Function<DrillSweepFunction>().RunAsync(StoryWorld.Tick, cancel)),
        new("deployer", "stops and starts a model", StopAsync),
        new("deployer", "takes events over HTTP", (world, cancel) => RedactorChapters.HttpAsync(world, "deployer", RedactorChapters.Long("Microsoft.Resources.ResourceWriteSuccess"), cancel)),
        new("deployer", "leaves a message that is no event to the poison queue", (world, cancel) => RedactorChapters.PoisonAsync(world, "deployer", cancel)),
        new("deployer", "tells that it lives, and closes what a dead instance left", (world, cancel) => GatewayChapters.RecoverAsync(world, "deployer", cancel)),
    ];

    private static async Task RollBackAsync(StoryWorld world, CancellationToken cancellationToken)
    {
        await world.DeliverAsync("deployer", $$$"""{"specversion":"1.0","id":"d-1","source":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims","subject":"{{{GuardedAzure.Account}}}/deployments/claims-ft","type":"Microsoft.Resources.ResourceWriteSuccess","time":"2026-11-23T10:00:00Z","data":{"resourceUri":"{{{GuardedAzure.Account}}}/deployments/claims-ft","operationName":"Microsoft.CognitiveServices/accounts/deployments/write","status":"Succeeded"}}""", cancellationToken);
        (await world.RunQueueAsync("deployer", cancellationToken)).ShouldBe(1);
        await SettleAsync(world, "claims-ft", cancellationToken);
        await SettleAsync(world, "claims-ml", cancellationToken);
    }

    /// <summary>Both deployments are changed: what is attested stands nowhere any more.</summary>
    private static async Task PutAsync(StoryWorld world, CancellationToken cancellationToken)
    {
        world.Azure.Simulation.OpenAI.Stand(GuardedAzure.Account, "claims-ft", "gpt-claims", "3");
        world.Azure.Simulation.OpenAI.Stand(GuardedAzure.Account, "claims-ft-previous", "gpt-claims", "3");
        world.Azure.Simulation.MachineLearning.AddEndpoint(GuardedAzure.Endpoint, ("blue", "claims", "3"), ("green", "claims", "3"));
        await SettleAsync(world, "claims-ft", cancellationToken);
        await SettleAsync(world, "claims-ml", cancellationToken);
    }

    private static async Task SettleAsync(StoryWorld world, string model, CancellationToken cancellationToken)
    {
        var host = world["deployer"];
        var journal = host.Services.GetRequiredService<RollbackJournal>();
        for (var i = 0; i < 40; i++)
        {
            await host.Function<DeploymentSweepFunction>().RunAsync(StoryWorld.Tick, cancellationToken);
            await host.Function<RollbackSweepFunction>().RunAsync(StoryWorld.Tick, cancellationToken);
            if ((await journal.ReadAsync(model, cancellationToken)).Rollback is { Step: RollbackStep.Done })
            {
                return;
            }

            world.Clock.Advance(TimeSpan.FromSeconds(40));
        }

        (await journal.ReadAsync(model, cancellationToken)).Rollback!.Step.ShouldBe(RollbackStep.Done);
    }

    private static async Task OutcomesAsync(StoryWorld world, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
        {
            await world.CountAsync("deployer", cancellationToken);
            await world["deployer"].Function<OutcomeSweepFunction>().RunAsync(StoryWorld.Tick, cancellationToken);
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private static async Task StopAsync(StoryWorld world, CancellationToken cancellationToken)
    {
        var host = world["deployer"];
        foreach (var method in (string[])["POST", "GET", "DELETE"])
        {
            (await StoryWorld.SendAsync(host, host.Function<ModelStopFunction>().RunAsync, method, "/guard/models/claims-ml/stop", world.Person("admin"))).Is(200);
        }
    }
}
