using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Local.Demo;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Benchmarks.FunctionApp;

/// <summary>
/// A version that nobody attested is deployed; its event is in the idle queue until calls go to the attested one, and it is restored.
/// Watches by schedule are off.
/// </summary>
internal static class DeploymentRounds
{
    private const string Somebody = "22222222-2222-2222-2222-222222222222";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static async Task<IReadOnlyList<(TimeSpan Begun, TimeSpan Shifted, TimeSpan Restored)>> RunAsync(
        string app, AzuriteServer azurite, string policies, int rounds)
    {
        await using var demo = await DemoAzure.StartAsync(TimeProvider.System);
        var azure = demo.Simulation;
        azure.Add(new SimulatedAuthorization());
        foreach (var (name, signs) in DutyAzure.Keys)
        {
            azure.Vault.Keys.Create(name, signs);
        }

        var attester = AttesterKey.Generate(new SystemEntropy(TimeProvider.System));
        var model = Write(demo, attester, policies);
        await using var stage = new AppHarness(azurite, azure, policies);
        await using var places = stage.Places();
        await AttestAsync(places, model, attester, policies);
        var host = await stage.StartAsync(app, "deployer", "deployment_sweep", "drill_sweep");
        var (rollbacks, routes, watch) = (ActivatorUtilities.CreateInstance<RollbackJournal>(
            places), ActivatorUtilities.CreateInstance<ModelRoutes>(places), ActivatorUtilities.CreateInstance<WatchJournal>(places));
        var took = new List<(TimeSpan, TimeSpan, TimeSpan)>();
        for (var round = 0; round < rounds; round++)
        {
            // As it should be, and seen to be.
            await PutBackAsync(demo, stage, routes, model);
            await UntilAsync("the watch sees that all is well", async () =>
                (await watch.ReadAsync(model.Id, CancellationToken.None)).Observed is { Count: > 0 } seen
                    && seen.All(static one => one.IsHealthy != false));
            await Task.Delay(AppHarness.Idle);
            var last = (await rollbacks.ReadAsync(model.Id, CancellationToken.None)).Rollback?.Id;
            await demo.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Leaky, CancellationToken.None);
            var (began, told, before) = (Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow, host.Invocations.Count);
            await TellAsync(demo, stage);
            Rollback? rollback = null;
            await UntilAsync("the model is restored", async () => (rollback = (await rollbacks.ReadAsync(
                model.Id, CancellationToken.None)).Rollback) is { Ended: true } ended && ended.Id != last);
            var restored = Stopwatch.GetElapsedTime(began);
            await UntilAsync(
                "the event's run ends",
                () => Task.FromResult(host.Invocations.Skip(before).Any(static one => one.Function == "events_queue")));
            took.Add((host.Invocations.Skip(before).First(
                static one => one.Function == "events_queue").Started - told, rollback!.Shifted!.Value - told, restored));
        }

        return took;
    }

    private static ModelPolicy Write(DemoAzure demo, AttesterKey attester, string policies)
    {
        var text = demo.Extend(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "guard.yaml")), attester);
        // The shipped policy's own Azure model and key are not there.
        text = text.Replace(", claims-ft", "", StringComparison.Ordinal);
        text = string.Join('\n', text.Split('\n').Where(static line => !line.TrimStart().StartsWith("claims-ft:", StringComparison.Ordinal)
            && !line.Contains("id: claims-key", StringComparison.Ordinal)));
        File.WriteAllText(Path.Combine(policies, "guard.yaml"), text);
        var loaded = PolicyLoader.LoadFile(Path.Combine(policies, "guard.yaml"));
        return loaded.Policy?.Models[DemoAzure.Model] ?? throw new InvalidOperationException("The benchmark's policy is not valid.");
    }

    /// <summary>As a release pipeline brings its attestations.</summary>
    private static async Task AttestAsync(ServiceProvider places, ModelPolicy model, AttesterKey attester, string policies)
    {
        var suite = ProbeSuiteLoader.Load(await File.ReadAllTextAsync(Path.Combine(policies, model.Probes!)), model.Probes!).Suite!;
        var platform = places.GetServices<IDeploymentPlatform>().Single(platform => platform.Platform == model.Platform);
        var blobs = new AzureBlobStore(places.GetRequiredService<StorageClients>(), "attestations", places.GetRequiredService<IEntropy>());
        foreach (var deployment in (await platform.ReadAsync(model, CancellationToken.None)).Deployments)
        {
            var envelope = Revalidator.Sign(
                new AttestationStatement
                {
                    Model = model.Id,
                    Revision = deployment.Revision,
                    Attester = "demo-pipeline",
                    Issued = DateTimeOffset.UtcNow,
                    Expires = DateTimeOffset.UtcNow.AddDays(80),
                    Suite = model.Probes!,
                    SuiteDigest = suite.Digest,
                    Passed = [.. suite.Probes.Select(static probe => probe.Id)],
                    Failed = [],
                },
                attester);
            using var content = new MemoryStream(envelope);
            await blobs.CreateAsync($"{model.Id}/{deployment.Revision.Digest}/one.json", content, CancellationToken.None);
        }
    }

    private static async Task PutBackAsync(DemoAzure demo, AppHarness stage, ModelRoutes routes, ModelPolicy model)
    {
        await demo.DeployAsync(Somebody, DemoAzure.Deployment, DemoAzure.Version, CancellationToken.None);
        await demo.DeployAsync(Somebody, DemoAzure.Standby, DemoAzure.Previous, CancellationToken.None);
        await routes.ChangeAsync(
            model.Id, route => route.To(model, DemoAzure.Deployment) with { IsPaused = false }, CancellationToken.None);
        await TellAsync(demo, stage);
    }

    private static async Task TellAsync(DemoAzure demo, AppHarness stage)
    {
        while (demo.Simulation.Events.TryDequeue(out var raised))
        {
            await stage.TellAsync("deployer", raised.ToJsonString());
        }
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(began) > Timeout)
            {
                throw new TimeoutException($"It did not come to this: {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
