using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Local.Demo;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>A bad revision is deployed, a rollback is asked for twice, and the replicas go back; again and again.</summary>
internal sealed class ReplicaRollbacks(ReplicaHarness stage, IReadOnlyCollection<Replica> replicas)
{
    private const string Somebody = "22222222-2222-2222-2222-222222222222";

    /// <summary>The rollbacks that ended, oldest first.</summary>
    public List<string> Ended { get; } = [];

    public async Task RunAsync(CancellationToken end)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (rollbacks, journal) = (
            stage.Stores.GetRequiredService<IRollbackCoordinator>(), stage.Stores.GetRequiredService<RollbackJournal>());
        var (azure, policies) = (stage.Azure, stage.Stores.GetRequiredService<IPolicySource>());
        for (var round = 0; !end.IsCancellationRequested; round++)
        {
            await azure.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Leaky, cancel);
            var trigger = new RollbackTrigger
            {
                Id = $"round:{round}",
                Model = DemoAzure.Model,
                Cause = RollbackCause.Unattested,
                Deployment = DemoAzure.Deployment,
                Actor = "guard"
            };
            await Task.WhenAll(rollbacks.RequestAsync(trigger, cancel).AsTask(), rollbacks.RequestAsync(trigger, cancel).AsTask());
            await Condition.HoldsAsync(
                async () => (await journal.ReadAsync(DemoAzure.Model, cancel)).Rollback is { Ended: true } done
                    && done.Trigger.Id == trigger.Id,
                $"the end of rollback {round}",
                Replica.Work(replicas));
            var rollback = (await journal.ReadAsync(DemoAzure.Model, cancel)).Rollback!;
            (rollback.Step, rollback.Target?.Deployment).ShouldBe((RollbackStep.Done, DemoAzure.Standby), rollback.Fault);
            azure.Simulation.OpenAI.Serving(DemoAzure.Account, DemoAzure.Deployment)
                .ShouldBeNull("the bad revision serves at the platform");
            Ended.Add(rollback.Id);

            await azure.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Version, cancel);
            var model = policies.Current.Models[DemoAzure.Model];
            await stage.Stores.GetRequiredService<ModelRoutes>()
                .ChangeAsync(model.Id, route => route.To(model, DemoAzure.Deployment) with { IsPaused = false }, cancel);
        }
    }
}
