using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>Every duty's whole work, once; what became of each scenario, and what each duty used and was refused.</summary>
public sealed class AllDutiesScenario(AzuriteServer azurite) : IAsyncLifetime
{
    private static readonly ScenarioStep[] Scenarios =
        [
            RotatorScenarios.First, .. GatewayScenarios.All, .. ReviewerScenarios.All, .. RedactorScenarios.All, .. RotatorScenarios.All,
            .. DeployerScenarios.All, .. AuditorScenarios.All, .. GatewayScenarios.Late
        ];

    private readonly Dictionary<string, string> _failures = [];
    private readonly Dictionary<string, DutyScenario> _duties = [];

    /// <summary>Duties and scenarios, in the order in which they are played.</summary>
    public static IEnumerable<(string Duty, string Name)> Names => Scenarios.Select(static c => (c.Duty, c.Name));

    /// <summary>Why a scenario failed; null when it did not.</summary>
    public string? FailureOf(string duty, string name)
    {
        azurite.Require();
        return _failures.GetValueOrDefault($"{duty} {name}");
    }

    internal DutyScenario Of(string duty)
    {
        azurite.Require();
        return _duties[duty];
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            azurite.Require();
        }
        catch (InvalidOperationException)
        {
            // Each test skips by itself.
            return;
        }

        var cancel = TestContext.Current.CancellationToken;
        var world = new DutyTestHost(azurite);
        await using (world)
        {
            await world.PrepareAsync(cancel);
            foreach (var scenario in Scenarios)
            {
                try
                {
                    // One that waits for a clock that stands would wait for ever.
                    await Condition.EndsAsync(stop => scenario.RunAsync(world, stop), scenario.Name, () => world.Azure.Requests);
                }
#pragma warning disable CA1031 // Each scenario is a test of its own.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    _failures[$"{scenario.Duty} {scenario.Name}"] = e.ToString();
                }
            }
        }

        foreach (var duty in DutyFile.Functions.Where(static d => d.Value.Count > 0).Select(static d => d.Key))
        {
            var hosts = world.Hosts.Where(h => h.Duty == duty).ToList();
            _duties[duty] = new DutyScenario(
                [.. hosts.SelectMany(static h => h.Driven).Distinct()],
                [.. hosts.SelectMany(static h => h.Grants.Denied)],
                hosts.Select(static h => h.Grants.Unused).Aggregate(static (a, b) => [.. a.Intersect(b)]));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
