using ServerlessGuard.Azure.Duties;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>Each duty's app, as it is published, on the SDK's own listeners.</summary>
public sealed class DutyStartTests(Stage stage)
{
    public static TheoryData<string> Duties => [.. Stage.Duties.Duties.Select(static duty => duty.Id), DutyList.All];

    /// <summary>No name is left unresolved: such a function would not be indexed, or its listener not start.</summary>
    [Theory]
    [MemberData(nameof(Duties))]
    public async Task EveryDuty_Starts_WithItsFunctionsAndNoOthers(string duty)
    {
        var host = await stage.HostAsync(duty);

        host.Failures.ShouldBeEmpty();
        host.Loaded.Where(name => host.IsEnabled(name) is null).ShouldBeEmpty("functions that the SDK does not know");
        host.Loaded.Where(name => host.IsEnabled(name) == true)
            .ShouldBe(host.Loaded.Except(Stage.Duties.Foreign(Stage.Find(duty))), ignoreOrder: true);
        using var http = new HttpClient { BaseAddress = host.Address };
        (await http.GetStringAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
    }
}
