using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Testing;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>The app of all duties, as it is published, on the SDK's own listeners. Of single duties: <c>SimulatedAzureTests</c>.</summary>
public sealed class DutyStartTests(Stage stage)
{
    [LongFact]
    public async Task AllDuties_Start_WithEveryFunction() => await ServesAsync(await stage.HostAsync(DutyList.All), DutyList.All);

    /// <summary>No name is left unresolved: such a function would not be indexed, or its listener not start.</summary>
    internal static async Task ServesAsync(AppHost host, string duty)
    {
        host.Failures.ShouldBeEmpty();
        host.Loaded.Where(name => host.IsEnabled(name) is null).ShouldBeEmpty("functions that the SDK does not know");
        host.Loaded.Where(name => host.IsEnabled(name) == true)
            .ShouldBe(host.Loaded.Except(Stage.Duties.Foreign(Stage.Find(duty))), ignoreOrder: true);
        using var http = new HttpClient { BaseAddress = host.Address };
        (await http.GetStringAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
    }
}
