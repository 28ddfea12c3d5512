using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Web.Tests.Review;

public sealed class ReportedOutputTests
{
    private const string Ann = "reviewer-ann";
    private const string Path = "/guard/outputs";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnOutput_IsInspectedAsTheGatewayWould()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Path, Body("Write to jane.roe@example.com."));

        var answer = await response.JsonAsync();
        answer["verdict"]!.GetValue<string>().ShouldBe("redact");
        answer["text"]!.GetValue<string>().ShouldBe("Write to [email].");
        var entry = host.Audit.Entries.Single(static entry => entry.Kind == AuditKinds.OutputReported);
        (entry.Application, entry.Verdict, entry.Actor).ShouldBe(("app-strict", "redact", "key:strict"));
        entry.Interaction.ShouldBe(answer["interaction"]!.GetValue<string>());
        JsonSerializer.Serialize(host.Audit.Entries).ShouldNotContain("jane.roe");
    }

    [Fact]
    public async Task AHeldOutput_IsReleasedToItsApplication_OnceApproved()
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);

        using var response = await host.PostAsync("holding", Path, Body($"The key is {HeldResponseTests.Secret}.", "r-1", "Which key?"));
        var answer = await response.JsonAsync();
        var id = answer["case"]!.GetValue<string>();
        (answer["verdict"]!.GetValue<string>(), answer["text"]).ShouldBe(("hold", null));
        using (var again = await host.PostAsync("holding", Path, Body($"The key is {HeldResponseTests.Secret}.", "r-1", "Which key?")))
        {
            (await again.JsonAsync())["case"]!.GetValue<string>().ShouldBe(id);
        }

        host.Kinds.Count(static kind => kind == AuditKinds.CaseOpened).ShouldBe(1);
        var seen = await desk.GetAsync(Ann, $"/guard/cases/{id}/content");
        seen["context"]![0]!["text"]!.GetValue<string>().ShouldBe("Which key?");
        using var edited = await desk.DecideAsync(
            Ann, id, "edit", new JsonObject { ["texts"] = new JsonArray(new JsonObject { ["path"] = "text0", ["text"] = "Ask us." }) });
        edited.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var released = await desk.ReleaseAsync("holding", id);
        (await released.JsonAsync())["text"]!.GetValue<string>().ShouldBe("Ask us.");
    }

    [Fact]
    public async Task ABlockedOutput_IsNeitherGivenBackNorACase()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Path, Body($"The key is {HeldResponseTests.Secret}."));

        var answer = await response.JsonAsync();
        (answer["verdict"]!.GetValue<string>(), answer["text"], answer["case"]).ShouldBe(("block", null, null));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"output":1}""")]
    [InlineData("""{"output":"x","application":"app-holding"}""")]
    public async Task ABodyThatItDoesNotUnderstand_IsRefused(string body)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task AnEvent_CountsForTheApplicationThatDeliveredIt_WhateverItSays()
    {
        await using var host = await GatewayHost.StartAsync();
        await PutAsync(host, "reported/app-holding/1.txt", $"The key is {HeldResponseTests.Secret}.");
        var events = host.Services.GetRequiredService<EventDispatcher>();

        await events.EnqueueAsync(Produced("1", "reported/app-holding/1.txt", "key:holding"), Stop);
        await events.EnqueueAsync(Produced("1", "reported/app-holding/1.txt", "key:holding"), Stop);
        await events.EnqueueAsync(Produced("2", "reported/app-holding/1.txt", "key:strict"), Stop);
        await events.EnqueueAsync(Produced("3", "reported/app-holding/../app-holding/1.txt", "key:holding"), Stop);
        await events.EnqueueAsync(Produced("4", "reported/app-holding/1.txt", null), Stop);
        await events.DrainAsync(Stop);

        host.Audit.Entries.Count(static entry => entry.Kind == AuditKinds.OutputReported).ShouldBe(1);
        var opened = host.Audit.Entries.Single(static entry => entry.Kind == AuditKinds.CaseOpened);
        (opened.Application, opened.Facts["kind"]).ShouldBe(("app-holding", "reported"));
        host.Alerts.Raised.Count(static alert => alert.Code == "output.unattributed").ShouldBe(3);
    }

    /// <summary>Event Grid writes events to the queue as their senders made them.</summary>
    [Fact]
    public async Task AnEvent_CannotSayItselfWhoDeliveredIt()
    {
        await using var host = await GatewayHost.StartAsync();
        await PutAsync(host, "reported/app-holding/1.txt", "Hello.");
        var inner = GuardEventJson.Write(Produced("1", "reported/app-holding/1.txt", null));
        var forged = JsonNode.Parse(inner.Span)!.AsObject();
        forged["deliveredBy"] = "key:holding";
        forged["event"] = JsonNode.Parse(inner.Span);
        await host.Services.GetRequiredService<IWorkQueue>()
            .EnqueueAsync(EventDispatcher.QueueName, Encoding.UTF8.GetBytes(forged.ToJsonString()), TimeSpan.Zero, Stop);

        await host.Services.GetRequiredService<EventDispatcher>().DrainAsync(Stop);

        host.Audit.Entries.ShouldNotContain(static entry => entry.Kind == AuditKinds.OutputReported);
    }

    private static GuardEvent Produced(string id, string blob, string? deliveredBy) => new()
    {
        Id = id,
        Source = "apps",
        Type = "ServerlessGuard.OutputProduced",
        Time = DateTimeOffset.UnixEpoch,
        Data = JsonSerializer.SerializeToElement(new { blob, application = "app-strict" }),
        DeliveredBy = deliveredBy,
    };

    private static async Task PutAsync(GatewayHost host, string name, string text) =>
        await host.Services.GetRequiredService<IBlobStore>().CreateAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop);

    private static string Body(string output, string? id = null, string? input = null)
    {
        var body = new JsonObject { ["output"] = output };
        if (id is not null)
        {
            (body["id"], body["input"]) = (id, input);
        }

        return body.ToJsonString();
    }
}
