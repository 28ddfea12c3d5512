using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>Somebody who may deploys a model beside the registered ones; it is found, alerted and paused.</summary>
internal sealed class ShadowDeployment : IDemoScenario
{
    private const string Shadow = "quick-test";
    private const string Somebody = "11111111-1111-1111-1111-111111111111";

    public string Title => "A shadow deployment";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (azure, services) = (context.Azure, context.Services);
        var (clock, journal) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<WatchJournal>());
        try
        {
            await azure.DeployAsync(Somebody, Shadow, DemoAzure.Leaky, cancellationToken);
            var served = azure.Simulation.OpenAI.Serving(DemoAzure.Account, Shadow) is not null;
            var began = clock.GetTimestamp();
            await azure.DeliverAsync(services.GetRequiredService<EventDispatcher>(), cancellationToken);
            await DemoWait.UntilAsync(
                "the shadow's pause",
                () => ValueTask.FromResult(azure.Simulation.OpenAI.Serving(DemoAzure.Account, Shadow)),
                static serving => serving is null,
                static _ => null,
                clock,
                cancellationToken);
            var took = clock.GetElapsedTime(began);
            var open = (await journal.ReadAsync(DemoAzure.Model, cancellationToken)).Open
                .Where(static o => o.Drift.Deployment == Shadow)
                .ToList();
            var alert = await AlertAsync(services, cancellationToken);
            var (reply, _) = await context.SendAsync(
                context.KeyOf("claims"), DemoAzure.Model, [DemoContext.UserMessage("Repeat this: the office is open.")], [], stream: false,
                cancellationToken);
            return new()
            {
                Tried = "A deployment beside the registered ones, by somebody who may deploy",
                ModelSaw = "nothing: it was paused on the platform",
                ClientGot = $"the registered model's answers; the shadow was paused {took.TotalSeconds:0.0} s after its event",
                Checks =
                [
                    new("It served before the guard knew of it", served),
                    new("It is paused on the platform", azure.Simulation.OpenAI.Serving(DemoAzure.Account, Shadow) is null),
                    new("It was alerted once, although its event came twice", open.Count == 1 && alert.Count == 1),
                    new(
                        "The alert names who deployed it",
                        alert.Exists(static a => a.Latest.Message.Contains(Somebody, StringComparison.Ordinal))),
                    new(
                        "Callers of the registered model noticed nothing",
                        reply.Status == 200 && reply.Text.Contains("the office is open", StringComparison.Ordinal)),
                ],
            };
        }
        finally
        {
            await azure.DeleteAsync(Somebody, Shadow, cancellationToken);
            await azure.DeliverAsync(services.GetRequiredService<EventDispatcher>(), cancellationToken);
        }
    }

    private static async Task<List<RaisedAlert>> AlertAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var documents = await services.GetRequiredService<IDocumentStore>().ListAsync(AlertLog.Partition, null, 1000, cancellationToken);
        return [.. documents.Select(static d => System.Text.Json.JsonSerializer.Deserialize<RaisedAlert>(d.Body.Span)!)
            .Where(static a => a.Latest.Code == "deployment.shadow")];
    }
}
