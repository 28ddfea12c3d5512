using System.Net;
using System.Net.Http.Headers;
using ServerlessGuard.Testing;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>The trace of a run at a collector of OpenTelemetry's.</summary>
[Collection(Stage.Gateway)]
public sealed class TraceTests(Stage stage)
{
    /// <summary>The host's span is the parent of the worker's, and the worker's that of the engine's.</summary>
    [Fact]
    public async Task HostWorkerAndEngine_AreOneTrace()
    {
        var host = await stage.HostAsync(Stage.Gateway);
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent(
                """{"model":"demo-model","messages":[{"role":"user","content":"Is the claim open?"}]}""",
                new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stage.DemoKey.Value);
        var sent = DateTimeOffset.UtcNow;
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);

        // The app serves others of the collection too, one after the other.
        var run = (Invocation?)null;
        await Condition.HoldsAsync(
            () => (run = host.Invocations.FirstOrDefault(one => one.Function == "chat_completions" && one.Started >= sent)) is not null,
            "the host to note the run");
        await Condition.HoldsAsync(() => SpansOf(run!).Count >= 2, "both spans", () => stage.Traces.Spans.Count);

        var spans = SpansOf(run!);
        var worker = spans.Single(span => span.Parent == run!.Span);
        worker.Name.ShouldContain("chat_completions");
        spans.ShouldContain(span => span.Parent == worker.Id && span.Name == "chat demo-model");
    }

    private List<Span> SpansOf(Invocation run) => [.. stage.Traces.Spans.Where(span => span.Trace == run.Trace)];
}
