using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Local.Demo;

namespace ServerlessGuard.Benchmarks.Deployments;

/// <summary>
/// A bad version is put where calls go, its event is delivered, and the guard goes back; again and again. With
/// <paramref name="platformTakes"/> no attested revision stands, so that one has to be put there, which takes that long.
/// </summary>
internal sealed class RollbackRounds(int rounds, TimeSpan platformTakes) : IDemoScenario
{
    private const string Somebody = "22222222-2222-2222-2222-222222222222";
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly bool _puts = platformTakes > TimeSpan.Zero;

    public string Title => _puts
        ? $"{rounds} rollbacks by a put that takes the platform {platformTakes.TotalSeconds:0.0} s (subtracted)"
        : $"{rounds} rollbacks between two standing deployments";

    public async Task<ScenarioOutcome> RunAsync(DemoContext stage, CancellationToken cancellationToken)
    {
        var (shifted, restored, clean) = (new List<double>(), new List<double>(), 0);
        for (var round = 0; round < rounds; round++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            stop.CancelAfter(Timeout);
            var (rollback, told) = await RoundAsync(stage, stop.Token);
            shifted.Add((rollback.Shifted!.Value - told - platformTakes).TotalMilliseconds);
            restored.Add((rollback.Restored!.Value - told - platformTakes).TotalMilliseconds);
            var (reply, _) = await stage.SendAsync(
                stage.KeyOf("claims"), DemoAzure.Model, [DemoContext.UserMessage("Repeat this: the claim is open.")], [], stream: false,
                stop.Token);
            clean += reply.Status == 200 && reply.Text.Contains("the claim is open", StringComparison.Ordinal) ? 1 : 0;
            await PutBackAsync(stage, stop.Token);
        }

        restored.Sort();
        shifted.Sort();
        var p99 = restored[(int)Math.Ceiling(restored.Count * 0.99) - 1];
        return new()
        {
            Tried = Title,
            ModelSaw = "",
            ClientGot =
                $"event to calls sent elsewhere p50 {At(shifted, 0.5):0} ms, p99 {At(shifted, 0.99):0} ms; event to restored and verified p50 {At(restored, 0.5):0} ms, p99 {p99:0} ms, longest {restored[^1]:0} ms",
            Checks = [new("p99 under 2 s", p99 < Aim.TotalMilliseconds), new("Every round ended with a clean answer", clean == rounds)],
        };
    }

    private async Task<(Rollback Rollback, DateTimeOffset Told)> RoundAsync(DemoContext stage, CancellationToken cancellationToken)
    {
        var (azure, services) = (stage.Azure, stage.Services);
        var (clock, journal) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<RollbackJournal>());
        var last = (await journal.ReadAsync(DemoAzure.Model, cancellationToken)).Rollback?.Id;
        if (_puts)
        {
            await azure.DeployAsync(Somebody, DemoAzure.Standby, DemoAzure.Leaky, cancellationToken);
        }

        await azure.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Leaky, cancellationToken);
        azure.Simulation.Operations.Takes = platformTakes;
        var told = clock.GetUtcNow();
        await azure.DeliverAsync(services.GetRequiredService<EventDispatcher>(), cancellationToken);
        while (true)
        {
            if ((await journal.ReadAsync(DemoAzure.Model, cancellationToken)).Rollback is { Ended: true } rollback && rollback.Id != last)
            {
                azure.Simulation.Operations.Takes = TimeSpan.Zero;
                return (rollback, told);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task PutBackAsync(DemoContext stage, CancellationToken cancellationToken)
    {
        var (azure, services) = (stage.Azure, stage.Services);
        await azure.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Version, cancellationToken);
        await azure.DeployAsync(Somebody, DemoAzure.Standby, DemoAzure.Previous, cancellationToken);
        var model = stage.Policies.Current.Models[DemoAzure.Model];
        await services.GetRequiredService<ModelRoutes>()
            .ChangeAsync(model.Id, route => route.To(model, DemoAzure.Deployment) with { IsPaused = false }, cancellationToken);
        azure.Simulation.Events.Clear();

        // The watch sees that all is well, so that the next round is news to it.
        await services.GetRequiredService<DeploymentWatch>().CheckAsync(model, null, cancellationToken);
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Ceiling(sorted.Count * share) - 1];
}
