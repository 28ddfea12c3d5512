using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Azure.Drills;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Local.Demo.Drills;

/// <summary>
/// A whole guard of its own before a simulated Azure: the same adapters, journals and loops as anywhere, with their
/// pauses shortened. Its data folder is deleted at the end.
/// </summary>
internal sealed class DrillContext : IAsyncDisposable
{
    public const string Model = "drill-model";
    public const string Good = "drill-good";
    public const string Bad = "drill-bad";

    /// <summary>The drill's own identity.</summary>
    private const string Drilled = "00000000-0000-0000-0000-00000000d111";

    private readonly string _folder;
    private EmbeddedHost? _host;
    private DemoClient? _client;

    private DrillContext(string folder) => _folder = folder;

    public AzureSimulation Azure { get; private set; } = null!;

    public SimulatedGrants Grants { get; private set; } = null!;

    public IServiceProvider Services => _host!.Services;

    public string Key { get; private set; } = "";

    public ModelPolicy Policy => Services.GetRequiredService<IPolicySource>().Current.Models[Model];

    /// <param name="drills">Whether the policy names drills: what it names begins at once, for it was never drilled.</param>
    public static async Task<DrillContext> OpenAsync(bool drills, TimeProvider clock, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("guard-drill-").FullName;
        var context = new DrillContext(folder);
        try
        {
            await context.BuildAsync(drills, clock, cancellationToken);
            return context;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    public async Task<DemoResponse> AskAsync(string prompt, CancellationToken cancellationToken) =>
        await _client!.AskAsync(Key, Model, prompt, stream: false, cancellationToken);

    /// <summary>
    /// Signs, as the release pipeline, that a deployment's revision was revalidated: after its probes, or without them.
    /// </summary>
    public async Task AttestAsync(AttesterKey key, string deployment, bool asked, CancellationToken cancellationToken)
    {
        var (model, suite) = (Policy, Services.GetRequiredService<IProbeSuiteSource>().Find(Policy)!.Suite!);
        var revalidator = Services.GetRequiredService<Revalidator>();
        var revalidation = await revalidator.RunAsync(model, deployment, suite, DrillPolicyText.Attester, key, cancellationToken);
        var envelope = revalidation.Envelope;
        if (!asked)
        {
            var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
            envelope = Revalidator.Sign(
                new AttestationStatement
                {
                    Model = Model,
                    Revision = revalidation.Revision,
                    Attester = DrillPolicyText.Attester,
                    Issued = now,
                    Expires = now.AddDays(1),
                    Suite = model.Probes!,
                    SuiteDigest = suite.Digest,
                    Passed = [.. suite.Probes.Select(static p => p.Id)],
                    Failed = [],
                },
                key);
        }

        await Services.GetRequiredService<AttestationStore>().AcceptAsync(envelope, "demo", cancellationToken);
    }

    /// <summary>Delivers the simulated Azure's events to the guard, as Event Grid would, until it is told to stop.</summary>
    public async Task DeliverEventsAsync(CancellationToken cancellationToken)
    {
        var dispatcher = Services.GetRequiredService<EventDispatcher>();
        while (!cancellationToken.IsCancellationRequested)
        {
            while (Azure.Events.TryDequeue(out var told))
            {
                if (GuardEventJson.TryRead(JsonSerializer.SerializeToElement(told), DateTimeOffset.UnixEpoch, out var value, out _))
                {
                    await dispatcher.EnqueueAsync(value, cancellationToken);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), Services.GetRequiredService<TimeProvider>(), cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (Azure is not null)
        {
            await Azure.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task BuildAsync(bool drills, TimeProvider clock, CancellationToken cancellationToken)
    {
        Azure = await AzureSimulation.StartAsync(clock);
        Grants = new SimulatedGrants(clock);
        Azure.Add(Grants);
        foreach (var (name, behaviour) in ((string, ModelBehaviour)[])[(Good, ModelBehaviour.Safe), (Bad, ModelBehaviour.Leaky)])
        {
            Azure.Models.Add(name, "1", behaviour);
            Azure.Models.Add(name, "2", behaviour);
        }

        var account = Azure.OpenAI.AddAccount(DrillPolicyText.Account);
        Azure.OpenAI.AddExisting(DrillPolicyText.Account, "drill", Good, "2");
        Azure.OpenAI.AddExisting(DrillPolicyText.Account, "drill-previous", Good, "1");
        var keys = Azure.Resources.Add(DrillPolicyText.KeyAccount, KeyJsonFormat.CognitiveServices);
        Grants.AddExisting(DrillPolicyText.Grant, "/roles/reader", Drilled);
        Grants.Lag = TimeSpan.FromSeconds(1);

        var key = AttesterKey.Generate(new SystemEntropy(clock));
        var policyFile = Path.Combine(_folder, PolicyFiles.Name);
        var endpoint = new Uri(Azure.DataPlane(account.Host) + "/");
        var policy = DrillPolicyText.OnAzure(endpoint, key.PublicText);
        await File.WriteAllTextAsync(Path.Combine(_folder, "probes.yaml"), DrillPolicyText.Probes, cancellationToken);
        await File.WriteAllTextAsync(policyFile, policy, cancellationToken);
        _host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = _folder,
                PolicyFile = policyFile,
                Urls = ["http://127.0.0.1:0"],
                Upstream = endpoint,
                PolicyPollEvery = TimeSpan.FromMilliseconds(50),
                LogFrom = LogLevel.None,
                Customise = services => Customise(services, clock),
            },
            clock,
            cancellationToken);
        var secrets = Services.GetRequiredService<ISecretStore>();
        await secrets.SetAsync("model-key", account.Keys[0][^1], SecretAttributes.None, cancellationToken);
        await secrets.SetAsync("drill-key", keys.Keys[0][^1], SecretAttributes.None, cancellationToken);
        Key = await _host.CreateKeyAsync("drill", cancellationToken);
        _client = new DemoClient(_host.Address);
        await AttestAsync(key, "drill", asked: true, cancellationToken);
        await AttestAsync(key, "drill-previous", asked: true, cancellationToken);
        AttesterKey = key;
        if (drills)
        {
            await File.WriteAllTextAsync(policyFile, policy + DrillPolicyText.Drills, cancellationToken);
        }
    }

    public AttesterKey AttesterKey { get; private set; } = null!;

    private void Customise(IServiceCollection services, TimeProvider clock)
    {
        ArmOptions Arm() => new() { PollEvery = TimeSpan.FromMilliseconds(20), Transport = new HttpClientTransport(Azure.CreateHandler()) };
        services.AddSingleton<TokenCredential>(new NamedIdentity("deployer"));
        services.AddSingleton(Arm());
        services.AddAzureDeployments();
        services.TryAddSingleton<KeyCalls>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, CognitiveServicesKeys>());
        services.AddSingleton(new DrillIdentity(new ArmConnection(new NamedIdentity(Drilled), Arm(), clock)));
        services.AddSingleton<IDrillGrants, AzureDrillGrants>();
        services.AddSingleton(new RotationTimings { ProbeEvery = TimeSpan.FromMilliseconds(50), Settle = TimeSpan.Zero });
        services.AddSingleton(new JobIntervals { Rotation = TimeSpan.FromHours(1), Watch = TimeSpan.FromHours(1) });
        services.AddSingleton(new OutcomeOptions { Every = TimeSpan.FromMilliseconds(200) });
        services.AddSingleton(new DrillTimings { PollEvery = TimeSpan.FromMilliseconds(200), Pause = TimeSpan.FromMilliseconds(200) });
    }
}
