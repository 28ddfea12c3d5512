using System.Net;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Testing;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>Event Grid's own door, which the SDK's extension keeps: its handshakes, and deliveries in both schemas.</summary>
public sealed class EventGridTests(Stage stage)
{
    private static readonly Uri Door = new("runtime/webhooks/eventgrid?functionName=events_grid", UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASubscriptionsHandshake_IsAnswered()
    {
        using var answer = await SendAsync(
            HttpMethod.Post, "SubscriptionValidation",
            """[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","subject":"","topic":"t","data":{"validationCode":"abc"},"eventTime":"2026-11-23T10:00:00Z","dataVersion":"1","metadataVersion":"1"}]""");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).GetProperty("validationResponse").GetString().ShouldBe("abc");
    }

    [Fact]
    public async Task TheHandshakeOfCloudEvents_IsAnswered()
    {
        using var answer = await SendAsync(HttpMethod.Options, null, null, ("WebHook-Request-Origin", "eventgrid.azure.net"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("WebHook-Allowed-Origin").ShouldHaveSingleItem().ShouldBe("eventgrid.azure.net");
    }

    [LongTheory]
    [InlineData("grid")]
    [InlineData("cloud")]
    public async Task ADelivery_IsTaken_AndHandledByQueue(string schema)
    {
        var inbox = new Inbox(stage);
        var (name, delivered) = await inbox.PutAsync(schema, Cancel);

        using var answer = await SendAsync(HttpMethod.Post, "Notification", schema == "grid" ? $"[{delivered}]" : delivered);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Condition.HoldsAsync(() => inbox.IsCleanAsync(name, Cancel), "the letter in clean");
    }

    /// <summary>So that Event Grid delivers again.</summary>
    [Fact]
    public async Task ADeliveryThatIsNoEvent_Fails()
    {
        using var answer = await SendAsync(HttpMethod.Post, "Notification", """[{"id":"1"}]""");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string? type, string? body, params (string Name, string Value)[] headers)
    {
        var host = await stage.HostAsync("redactor");
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(method, Door);
        if (body is not null)
        {
            request.Content = new StringContent(
                body, Encoding.UTF8, body.StartsWith('[') ? "application/json" : "application/cloudevents+json");
        }

        if (type is not null)
        {
            request.Headers.Add("aeg-event-type", type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request, Cancel);
    }
}
