using System.Text;
using ServerlessGuard.Azure.Storage;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>Files that come into the inbox.</summary>
internal static class RedactorScenarios
{
    public static IReadOnlyList<ScenarioStep> All { get; } =
    [
        new("redactor", "cleans a file that Event Grid tells of", CleanAsync),
        new("redactor", "puts a file with a secret into quarantine", QuarantineAsync),
        new(
            "redactor", "takes events over HTTP",
            (world, cancel) => HttpAsync(world, "redactor", Long("Microsoft.Storage.BlobCreated"), cancel)),
        new("redactor", "leaves a message that is no event to the poison queue", (world, cancel) => PoisonAsync(world, "redactor", cancel)),
        new(
            "redactor", "sends a heartbeat, and closes the interactions of an ended instance",
            (world, cancel) => GatewayScenarios.RecoverAsync(world, "redactor", cancel)),
    ];

    /// <summary>The handshake, a delivery that no handler wants, and what Event Grid pushes: long, so that it spills.</summary>
    public static async Task HttpAsync(DutyTestHost world, string duty, string wanted, CancellationToken cancellationToken)
    {
        var host = world[duty];
        (await DutyTestHost.SendAsync(
            host, host.Function<EventsFunction>().RunAsync, "OPTIONS", "/events", null, null,
            ("WebHook-Request-Origin", "eventgrid.azure.net"))).Is(200);
        var token = Tokens.App(ScenarioPolicy.Caller, world.Clock.GetUtcNow(), "events");
        await host.Function<EventsGridFunction>().RunAsync(wanted, cancellationToken);
        (await world.RunQueueAsync(duty, cancellationToken)).ShouldBe(1);
        (await DutyTestHost.SendAsync(
            host, host.Function<EventsFunction>().RunAsync, "POST", "/events", token,
            """{"specversion":"1.0","id":"1","source":"s","type":"none.known","time":"2026-11-23T10:00:00Z"}""",
            ("Content-Type", "application/cloudevents+json"))).Is(202);
    }

    public static async Task PoisonAsync(DutyTestHost world, string duty, CancellationToken cancellationToken)
    {
        await world.DeliverAsync(duty, "no event", cancellationToken);
        (await world.RunQueueAsync(duty, cancellationToken, isLastTry: true)).ShouldBe(0);
    }

    private static async Task CleanAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var name = await PutAsync(world, $"Write to {GatewayScenarios.Email}.", cancellationToken);
        await world["redactor"].Function<EventsGridFunction>().RunAsync(EventOf(name, 60_000), cancellationToken);
        (await world.RunQueueAsync("redactor", cancellationToken)).ShouldBe(1);
        (await world.IsThereAsync("clean/" + name, cancellationToken)).ShouldBeTrue();
    }

    private static async Task QuarantineAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var name = await PutAsync(world, "The key is ghp_16C7e42F292c6912E7710c838347Ae178B4a.", cancellationToken);
        await world.DeliverAsync("redactor", EventOf(name, 0), cancellationToken);
        (await world.RunQueueAsync("redactor", cancellationToken)).ShouldBe(1);
        (await world.IsThereAsync("quarantine/" + name, cancellationToken)).ShouldBeTrue();
    }

    private static async Task<string> PutAsync(DutyTestHost world, string text, CancellationToken cancellationToken)
    {
        var (blobs, name) = (new AzureStagedBlobStore(world.Azure.Outside), $"{Guid.NewGuid():N}.txt");
        await blobs.StageAsync("inbox/" + name, "one", 0, Encoding.UTF8.GetBytes(text), cancellationToken);
        await blobs.CommitAsync("inbox/" + name, "one", 1, cancellationToken);
        return name;
    }

    /// <summary>An event of a type, as long as the type's handlers never see one.</summary>
    public static string Long(string type, string data = "") =>
        $$"""{"specversion":"1.0","id":"{{Guid.NewGuid():D}}","source":"s","type":"{{type}}","time":"2026-11-23T10:00:00Z","data":{{{data}}"filler":"{{new string('x', 60_000)}}"} }""";

    private static string EventOf(string name, int filler) =>
        $$"""{"specversion":"1.0","id":"{{Guid.NewGuid():D}}","source":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/data","subject":"/blobServices/default/containers/inbox/blobs/{{name}}","type":"Microsoft.Storage.BlobCreated","time":"2026-11-23T10:00:00.0000000Z","data":{"api":"PutBlockList","contentType":"text/plain","blobType":"BlockBlob","filler":"{{new string('x', filler)}}","url":"https://data.blob.core.windows.net/inbox/{{name}}"} }""";
}
