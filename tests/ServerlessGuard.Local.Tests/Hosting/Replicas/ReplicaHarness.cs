using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Demo;
using ServerlessGuard.Local.Deployments;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>
/// The state that outlives every replica: the stores on Azurite, the simulated Azure with its vault, and what an operator reaches of
/// them from a shell. Replicas share no folder.
/// </summary>
internal sealed class ReplicaHarness : IAsyncDisposable
{
    private const string Vault = $"https://{AzureSimulation.VaultHost}/";

    /// <summary>Seconds after which what a dead replica had begun is taken over.</summary>
    private const string Lease = "3";

    private readonly TemporaryDirectory _folder = new();
    private readonly string _connection;

    private ReplicaHarness(string connection, DemoAzure azure) => (_connection, Azure) = (connection, azure);

    public DemoAzure Azure { get; }

    public string Folder => _folder.Path;

    public string Policy => Path.Combine(Folder, PolicyFiles.Name);

    /// <summary>The same policy, under which nothing new becomes due.</summary>
    public string QuietPolicy => Path.Combine(Folder, "quiet.yaml");

    /// <summary>The stores as a replica sees them.</summary>
    public ServiceProvider Stores { get; private set; } = null!;

    public static async Task<ReplicaHarness> OpenAsync(string connection, CancellationToken cancellationToken)
    {
        var stage = new ReplicaHarness(connection, await DemoAzure.StartAsync(TimeProvider.System));
        await stage.PrepareAsync(cancellationToken);
        return stage;
    }

    /// <summary>The environment of a replica or a shell.</summary>
    public Dictionary<string, string> Variables(string identity) => new()
    {
        ["GUARD_STORES"] = "azure",
        ["GUARD_PLATFORMS"] = "azure",
        ["GUARD_STORAGE_CONNECTION"] = _connection,
        ["GUARD_VAULT"] = Vault,
        ["GUARD_AZURE_SIMULATION"] = Azure.Simulation.Address.AbsoluteUri,
        ["AZURE_CLIENT_ID"] = identity,
    };

    /// <summary>A command in an operator's shell: no data folder, only the environment.</summary>
    public Task<CommandRun> ShellAsync(params string[] args) => CommandRun.WithAsync(Variables("operator"), Folder, args);

    /// <summary>A key made from a shell; replicas learn of it from the stores alone.</summary>
    public async Task<string> KeyAsync(string name, params string[] options)
    {
        var run = await ShellAsync(["keys", "create", name, "--json", .. options]);
        run.Code.ShouldBe(0, run.Error);
        return JsonElement.Parse(run.Out).GetProperty("key").GetString()!;
    }

    public Task<GuardProcess> UpAsync(string name, string policy) =>
        GuardProcess.UpAsync(Folder, Variables(name), "--policy", policy, "--data", Path.Combine(Folder, name), "--lease", Lease);

    /// <summary>Whether the key's current version is due under the quiet policy, now or within a day.</summary>
    public async Task<bool> IsSoonDueAsync(CancellationToken cancellationToken)
    {
        var policy = PolicyLoader.LoadFile(QuietPolicy).Policy!.Credentials[ReplicaPolicy.Credential];
        var current = (await Stores.GetRequiredService<ISecretStore>().ListVersionsAsync(policy.Secret, cancellationToken))[0];
        return RotationSchedule.Due(current, policy, new RotationTimings()) < TimeProvider.System.GetUtcNow().AddDays(1);
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        await Azure.DisposeAsync();
        _folder.Dispose();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var simulation = Azure.Simulation;
        simulation.Vault.Keys.Create("vault");
        simulation.Vault.Keys.Create("review");
        simulation.OpenAI.AddAccount(ReplicaPolicy.Account);
        var suites = Directory.CreateDirectory(Path.Combine(Folder, "probes"));
        foreach (var suite in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(PolicyFiles.Shipped)!, "probes")))
        {
            File.Copy(suite, Path.Combine(suites.FullName, Path.GetFileName(suite)));
        }

        var attester = AttesterKey.Generate(new SystemEntropy(TimeProvider.System));
        var endpoint = simulation.DataPlane(simulation.Resources.Find(DemoAzure.Account)!.Host);
        await File.WriteAllTextAsync(Policy, ReplicaPolicy.Text(endpoint, attester.PublicText, "2s"), cancellationToken);
        await File.WriteAllTextAsync(QuietPolicy, ReplicaPolicy.Text(endpoint, attester.PublicText, "30d"), cancellationToken);

        var places = new StorageTargets(
            new AzureStoreOptions { ConnectionString = _connection, CreateMissing = true, LogContainer = "log", Vault = new Uri(Vault) },
            new AzurePlatformOptions { Simulation = simulation.Address, ManagedIdentityClientId = "test" });
        Stores = WatchServices.Open(
            Folder, Policy, WatchServices.NoModel, null, TimeProvider.System,
            static services => services.AddLocalAuditLog().AddReview().AddRotation(), places);
        await Azure.AttestAsync(Stores, attester, cancellationToken);
        await Stores.GetRequiredService<ISecretStore>().SetAsync(
            ReplicaPolicy.Credential, simulation.Resources.Find(ReplicaPolicy.Account)!.Keys[0][^1], SecretAttributes.None,
            cancellationToken);
    }
}
