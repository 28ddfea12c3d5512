using System.Text;
using Azure.Storage.Queues;
using ServerlessGuard.Testing;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>The SDK's queue listener, on the queue that the app's settings name.</summary>
public sealed class QueueTests(Stage stage)
{
    private const string Queue = "events-redactor";
    private const int Tries = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnEventInTheQueue_IsHandled()
    {
        await stage.HostAsync("redactor");
        var inbox = new Inbox(stage);
        var (name, message) = await inbox.PutAsync("cloud", Cancel);

        await SendAsync(stage.Queue(Queue), message);

        await Condition.HoldsAsync(() => inbox.IsCleanAsync(name, Cancel), "the letter in clean");
    }

    [LongFact]
    public async Task AMessageThatIsNoEvent_IsTriedAgain_AndEndsInThePoisonQueue()
    {
        var host = await stage.HostAsync("redactor");
        var before = Failed(host);
        var poison = stage.Queue(Queue + "-poison");

        await SendAsync(stage.Queue(Queue), "not json");

        await Condition.HoldsAsync(async () => await poison.ExistsAsync(Cancel) && (await poison.PeekMessagesAsync(32, Cancel)).Value
            .Any(static message => message.MessageText == "not json"), "the message in the poison queue");
        (Failed(host) - before).ShouldBe(Tries);
    }

    private static int Failed(AppHost host) =>
        host.Invocations.Count(static invocation => invocation is { Function: "events_queue", Error: not null });

    private static async Task SendAsync(QueueClient queue, string text)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await queue.SendMessageAsync(new BinaryData(Encoding.UTF8.GetBytes(text)), cancellationToken: Cancel);
    }
}
