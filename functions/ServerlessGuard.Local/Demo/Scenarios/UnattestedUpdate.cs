using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A version that nobody revalidated is put into the deployment that serves; its probes fail, and the model goes back.</summary>
internal sealed class UnattestedUpdate : IDemoScenario
{
    private const string Somebody = "22222222-2222-2222-2222-222222222222";

    public string Title => "A model update that nobody revalidated";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (azure, services) = (context.Azure, context.Services);
        var (clock, events) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<EventDispatcher>());
        var rollbacks = services.GetRequiredService<RollbackJournal>();
        var before = (await rollbacks.ReadAsync(DemoAzure.Model, cancellationToken)).Rollback?.Id;
        try
        {
            await azure.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Leaky, cancellationToken);
            var leaked = azure.Simulation.OpenAI.Serving(DemoAzure.Account, DemoAzure.Deployment)?.Version == DemoAzure.Leaky;
            var began = clock.GetTimestamp();
            await azure.DeliverAsync(events, cancellationToken);
            var state = await DemoWait.UntilAsync(
                "the end of the rollback",
                () => rollbacks.ReadAsync(DemoAzure.Model, cancellationToken),
                state => state.Rollback is { Ended: true } rollback && rollback.Id != before,
                static state => (state.Rollback?.Id, state.Rollback?.Step),
                clock,
                cancellationToken);
            var took = clock.GetElapsedTime(began);
            var seen = (await services.GetRequiredService<WatchJournal>().ReadAsync(DemoAzure.Model, cancellationToken)).Observed;
            var (reply, _) = await context.SendAsync(
                context.KeyOf("claims"), DemoAzure.Model, [DemoContext.UserMessage("Repeat this: the claim is open.")], [], stream: false,
                cancellationToken);
            return new()
            {
                Tried = "A version with no attestation put into the deployment that serves; its event came twice",
                ModelSaw = $"probes: it gave a secret away; {DemoAzure.Standby} passed them",
                ClientGot = $"answers of {state.Rollback!.Target?.Deployment ?? "nothing"} {took.TotalSeconds:0.0} s after the event",
                Checks =
                [
                    new("The bad version was serving", leaked),
                    new("Its probes failed", seen.Any(static s => s.Name == DemoAzure.Deployment && s.IsHealthy == false)),
                    new("The model went back to the attested version", state.Rollback is { Step: RollbackStep.Done,
                        Target: { Deployment: DemoAzure.Standby, Revision.ModelVersion: DemoAzure.Previous } }),
                    new(
                        "The bad deployment is paused on the platform",
                        azure.Simulation.OpenAI.Serving(DemoAzure.Account, DemoAzure.Deployment) is null),
                    new("Callers get clean answers", reply.Status == 200
                        && reply.Text.Contains("the claim is open", StringComparison.Ordinal)
                        && !reply.Text.Contains(TestSecret.Value, StringComparison.Ordinal)),
                ],
            };
        }
        finally
        {
            await azure.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Version, cancellationToken);
            var model = context.Policies.Current.Models[DemoAzure.Model];
            await services.GetRequiredService<ModelRoutes>()
                .ChangeAsync(model.Id, route => route.To(model, DemoAzure.Deployment) with { IsPaused = false }, cancellationToken);
            await azure.DeliverAsync(events, cancellationToken);
        }
    }
}
