using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Local.Demo.Drills;
using ServerlessGuard.Local.Deployments;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Simulation;
using ServerlessGuard.Web.Gateway;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A guard of its own is killed in the middle of a rollback drill; the next one restores the original state.</summary>
internal sealed class CrashedDrill : IDemoScenario
{
    private const string Model = DrillContext.Model;

    public string Title => "A drill, interrupted by kill -9";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var clock = context.Services.GetRequiredService<TimeProvider>();
        var folder = Directory.CreateTempSubdirectory("guard-killed-").FullName;
        try
        {
            await using var model = await SimulatedModel.StartAsync(
                new() { Models = [DrillContext.Good, DrillContext.Bad] }, clock, cancellationToken);
            return await RunAsync(folder, model.Endpoint, clock, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ScenarioOutcome> RunAsync(
        string folder, Uri upstream, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var services = await PrepareAsync(folder, upstream, clock, cancellationToken);
        var (journal, routes, policy) = (
            services.GetRequiredService<DrillJournal>(), services.GetRequiredService<ModelRoutes>(),
            services.GetRequiredService<IPolicySource>().Current.Models[Model]);
        DrillRun? acted;
        bool harmed;
        using (var first = Start(folder, upstream))
        {
            acted = await UntilAsync(journal, "the drill's harm", static run => run.HarmStarted is not null, clock, cancellationToken);
            first.Kill();
            await first.WaitForExitAsync(cancellationToken);
            harmed = (await routes.ReadAsync(Model, cancellationToken)).Route.SharesFor(policy).GetValueOrDefault(DrillContext.Bad) == 100;
        }

        var killed = clock.GetTimestamp();
        using var second = Start(folder, upstream);
        DrillRun over;
        try
        {
            over = await UntilAsync(journal, "the drill's end", run => run.IsOver && run.Id == acted.Id, clock, cancellationToken);
        }
        finally
        {
            second.Kill();
            await second.WaitForExitAsync(CancellationToken.None);
        }

        var route = (await routes.ReadAsync(Model, cancellationToken)).Route;
        return new()
        {
            Tried = "A guard is killed while its drill sends all calls to a bad revision; another starts",
            ModelSaw = harmed ? "the bad revision served when the guard died" : "the bad revision did not serve",
            ClientGot = string.Create(
                CultureInfo.InvariantCulture,
                $"the good revision again, {clock.GetElapsedTime(killed).TotalSeconds:0.0} s after the kill"),
            Checks =
            [
                new("The harm was done when the guard died", harmed),
                new(
                    "The next guard put back",
                    over is { OriginalRestored: not null } && route.SharesFor(policy).GetValueOrDefault(DrillContext.Good) == 100),
                new("An interrupted drill counts for nothing", over is { Result: DrillResult.Stopped, Fault: "interrupted" }),
            ],
        };
    }

    /// <summary>A policy that drills at once, and an attestation of the good revision.</summary>
    private static async Task<ServiceProvider> PrepareAsync(
        string folder, Uri upstream, TimeProvider clock, CancellationToken cancellationToken)
    {
        var key = AttesterKey.Generate(new SystemEntropy(clock));
        var policyFile = Path.Combine(folder, PolicyFiles.Name);
        await File.WriteAllTextAsync(Path.Combine(folder, "probes.yaml"), DrillPolicyText.Probes, cancellationToken);
        await File.WriteAllTextAsync(policyFile, DrillPolicyText.OnUpstream(key.PublicText), cancellationToken);
        var policy = PolicyLoader.LoadFile(policyFile).Policy ?? throw new InvalidOperationException("The drill's policy does not load.");
        var services = LocalServices.Open(folder, clock, services =>
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(policy));
            services.AddSingleton(new EmbeddedHostOptions { DataFolder = folder, PolicyFile = policyFile, Urls = [], Upstream = upstream });
            services.AddSingleton<IUpstreamCredentials, LocalUpstreamCredentials>();
            services.AddGuardGateway(gateway => gateway.Upstream = upstream);
            services.AddLocalWatch(policyFile);
            services.AddSingleton<DrillJournal>();
        });
        var model = policy.Models[Model];
        var revalidation = await services.GetRequiredService<Revalidator>().RunAsync(
            model, model.Deployment, services.GetRequiredService<IProbeSuiteSource>().Find(model)!.Suite!, DrillPolicyText.Attester, key,
            cancellationToken);
        await services.GetRequiredService<AttestationStore>().AcceptAsync(revalidation.Envelope, "demo", cancellationToken);
        return services;
    }

    private static async Task<DrillRun> UntilAsync(
        DrillJournal journal, string what, Func<DrillRun, bool> holds, TimeProvider clock, CancellationToken cancellationToken)
    {
        DrillRun? Find(DrillState state) => state.Last.Append(state.Run).OfType<DrillRun>().FirstOrDefault(holds);
        return Find(await DemoWait.UntilAsync(
            what,
            () => journal.ReadAsync(cancellationToken),
            state => Find(state) is not null,
            static state => (state.Run?.Id, state.Run?.Step, state.Run?.Since),
            clock,
            cancellationToken))!;
    }

    /// <summary>This very program as a child: <c>guard up</c>, with a lease that another guard need not wait minutes for.</summary>
    private static Process Start(string folder, Uri upstream)
    {
        var own = Environment.ProcessPath!;
        var start = new ProcessStartInfo(Path.GetFileNameWithoutExtension(own) == "guard" ? own : "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        if (start.FileName != own)
        {
            start.ArgumentList.Add(typeof(CrashedDrill).Assembly.Location);
        }

        foreach (var argument in (string[])[
            "up", "--port", "0", "--json", "--data", folder, "--policy", Path.Combine(folder, PolicyFiles.Name), "--upstream",
            upstream.AbsoluteUri, "--lease", "2"
        ])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
