using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo;

/// <summary>
/// Everything the scenarios need, on free loopback ports and in a data folder of its own that is deleted at the end: the
/// simulated model, the gateway before it, and callers with keys.
/// </summary>
internal sealed class DemoEnvironment : IAsyncDisposable
{
    private static readonly string[] Callers = ["demo", "claims", "observer"];
    private readonly string _folder;
    private SimulatedModel? _model;
    private DemoAzure? _azure;
    private EmbeddedHost? _host;
    private DemoClient? _client;
    private DemoContext? _stage;

    private DemoEnvironment(string folder) => _folder = folder;

    /// <summary>The gateway's address.</summary>
    public Uri Gateway => _host!.Address;

    /// <summary>The services of the guard that the scenarios run on.</summary>
    public IServiceProvider Services => _host!.Services;

    public IReadOnlyDictionary<string, string> Keys { get; private set; } = new Dictionary<string, string>();

    public static async Task<DemoEnvironment> OpenAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"guard-demo-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        DataFolder.Open(folder);
        var environment = new DemoEnvironment(folder);
        try
        {
            await environment.BuildAsync(clock, cancellationToken);
            return environment;
        }
        catch
        {
            await environment.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the scenarios in order. A scenario that throws did not hold.</summary>
    public async Task<IReadOnlyList<ScenarioReport>> RunAsync(
        IReadOnlyList<IDemoScenario> scenarios, Action<IDemoScenario> onScenario, CancellationToken cancellationToken)
    {
        var reports = new List<ScenarioReport>();
        foreach (var scenario in scenarios)
        {
            onScenario(scenario);
            var started = Stopwatch.GetTimestamp();
            ScenarioOutcome outcome;
            try
            {
                outcome = await scenario.RunAsync(_stage!, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                outcome = new()
                {
                    Tried = "",
                    ModelSaw = "",
                    ClientGot = "",
                    Checks = [new($"The scenario ended with {exception.GetType().Name}: {exception.Message}", false)]
                };
            }

            reports.Add(new(scenario.Title, outcome, Stopwatch.GetElapsedTime(started)));
        }

        return reports;
    }

    /// <summary>A key for each of the console's roles, made now.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ConsoleKeysAsync(CancellationToken cancellationToken)
    {
        var made = new Dictionary<string, string>();
        foreach (var role in new[] { CallerRoles.Reviewer, CallerRoles.Auditor, CallerRoles.Admin })
        {
            made[role] = await _host!.CreateKeyAsync($"demo-{role}", [role], cancellationToken);
        }

        return made;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_model is not null)
        {
            await _model.DisposeAsync();
        }

        if (_azure is not null)
        {
            await _azure.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task BuildAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var policyFile = Path.Combine(_folder, PolicyFiles.Name);
        var faults = new DemoFaults();
        _model = await SimulatedModel.StartAsync(new() { Models = [DemoContext.Model], Remember = true }, clock, cancellationToken);
        _azure = await DemoAzure.StartAsync(clock);
        await PrepareAsync(policyFile, _model.Endpoint, clock, cancellationToken);
        _host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = _folder,
                PolicyFile = policyFile,
                Urls = ["http://127.0.0.1:0"],
                Upstream = _model.Endpoint,
                PolicyPollEvery = TimeSpan.FromMilliseconds(50),
                // Scenarios break things on purpose; the table shows the result.
                LogFrom = LogLevel.None,
                Customise = services => _azure.AddTo(services)
                    .AddDemoFaults(faults)
                    .AddSingleton(new RotationTimings { ProbeEvery = TimeSpan.FromMilliseconds(50) })
                    .AddSingleton(new JobIntervals { Watch = TimeSpan.FromSeconds(5), Rotation = TimeSpan.FromMilliseconds(1500) }),
            },
            clock,
            cancellationToken);
        var keys = new Dictionary<string, string>();
        foreach (var caller in Callers)
        {
            keys[caller] = await _host.CreateKeyAsync(caller, cancellationToken);
        }

        Keys = keys;
        _client = new DemoClient(_host.Address);
        _stage = new DemoContext(
            _client, _model,
            new DemoPolicy(
                policyFile, _host.Services.GetRequiredService<PolicyFileWatcher>(), _host.Services.GetRequiredService<TimeProvider>()),
            keys, faults, _azure, _host.Services);
    }

    /// <summary>
    /// The shipped policy and its suites, with the model on the simulated Azure; its revisions are attested before the guard starts.
    /// </summary>
    private async Task PrepareAsync(string policyFile, Uri upstream, TimeProvider clock, CancellationToken cancellationToken)
    {
        var suites = Directory.CreateDirectory(Path.Combine(_folder, "probes"));
        foreach (var suite in Directory.EnumerateFiles(Path.Combine(ShippedFiles.Folder, "probes")))
        {
            File.Copy(suite, Path.Combine(suites.FullName, Path.GetFileName(suite)));
        }

        var key = AttesterKey.Generate(new SystemEntropy(clock));
        await File.WriteAllTextAsync(
            policyFile, _azure!.Extend(await File.ReadAllTextAsync(PolicyFiles.Shipped, cancellationToken), key), cancellationToken);
        await using var services = WatchServices.Open(_folder, policyFile, upstream, null, clock, more => _azure.AddTo(more));
        await _azure.AttestAsync(services, key, cancellationToken);
    }
}
