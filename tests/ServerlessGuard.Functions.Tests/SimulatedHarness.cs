using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Simulation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>A developer's setup: an emulator of its own, and the services of <c>guard simulate</c>, from the shipped policy.</summary>
public sealed class SimulatedHarness : IAsyncLifetime
{
    public AzuriteServer Azurite { get; } = new();

    public AzureSimulation Azure { get; private set; } = null!;

    public SimulatedModel Model { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Azurite.InitializeAsync();
        var policy = PolicyLoader.LoadFile(Path.Combine(AppContext.BaseDirectory, "policies", "guard.yaml")).Policy!;
        Azure = await DutyAzure.StartAsync(
            policy, new ProbeSuiteFiles(Path.Combine(AppContext.BaseDirectory, "policies")), "http://127.0.0.1:0", TimeProvider.System,
            TestContext.Current.CancellationToken);
        Model = await SimulatedModel.StartAsync(new SimulatedModelOptions(), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        await Azure.DisposeAsync();
        await Azurite.DisposeAsync();
    }
}
