using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Ports;

public sealed class AlertLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folds_Repeats_AndCountsThem()
    {
        var store = new InMemoryDocumentStore(new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        var alerts = new AlertLog(store, NullLogger<AlertLog>.Instance);
        for (var i = 0; i < 5; i++)
        {
            await alerts.RaiseAsync(Make("guard.unscanned", "a", i), Cancel);
        }

        await alerts.RaiseAsync(Make("guard.unscanned", "b", 9), Cancel);
        var raised = (await store.ListAsync(AlertLog.Partition, null, 10, Cancel))
            .Select(d => JsonSerializer.Deserialize<RaisedAlert>(d.Body.Span)!)
            .OrderBy(r => r.Count)
            .ToList();
        raised.Select(r => r.Count).ShouldBe([1, 5]);
        raised[1].First.ShouldBe(DateTimeOffset.UnixEpoch);
        raised[1].Latest.Time.ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(4));
    }

    [Fact]
    public async Task Never_Throws_WhenTheStoreIsDown()
    {
        var plan = FaultPlan.From(1);
        var alerts = new AlertLog(new FaultingDocumentStore(new InMemoryDocumentStore(), plan), NullLogger<AlertLog>.Instance);
        await alerts.RaiseAsync(Make("guard.unscanned", "a", 0), Cancel);
        plan.Calls.ShouldBe(1);
    }

    private static Alert Make(string code, string key, int second) => new()
    {
        Code = code,
        DedupeKey = key,
        Severity = AlertSeverity.Warning,
        Message = "m",
        Time = DateTimeOffset.UnixEpoch.AddSeconds(second),
    };
}
