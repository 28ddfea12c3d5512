using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>Outputs of applications that are not behind the gateway, through every door of the reviewer's app.</summary>
public sealed class ReportedOutputTests(AzuriteServer azurite)
{
    private const string Topics = "/subscriptions/s/resourceGroups/g/providers/Microsoft.EventGrid/topics/";
    private const string Secret = "The key is ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OverHttp_IsInspected_AndAHeldOneWaits()
    {
        var policy = new DutyPolicy();
        await using var host = Reviewer(policy);

        var clean = await PostAsync(host, policy.Token, "Write to jane.roe@example.com.");
        var held = await PostAsync(host, policy.Token, Secret);
        var again = await PostAsync(host, policy.Token, Secret);
        var other = await PostAsync(host, policy.Token, "Hello.");

        (clean.Json["verdict"]!.GetValue<string>(), clean.Json["text"]!.GetValue<string>()).ShouldBe(("redact", "Write to [email]."));
        var id = held.Json["case"]!.GetValue<string>();
        again.Json["case"]!.GetValue<string>().ShouldBe(id);

        // The same id with another text is another output, with an entry of its own.
        other.Json["interaction"]!.GetValue<string>().ShouldNotBe(id);
        var entries = await DutyLog.ReadAsync(host);
        entries.Count(static entry => entry.Kind == AuditKinds.OutputReported).ShouldBe(3);
        entries.Count(static entry => entry.Kind == AuditKinds.CaseOpened).ShouldBe(1);

        var seen = await DutyCall.SendAsync(
            host, host.Function<CasesFunction>().RunAsync, "GET", $"/guard/cases/{id}", DutyPolicy.Reviewer);
        seen.Status.ShouldBe(200, seen.Body);
        var decided = await DutyCall.SendAsync(
            host, host.Function<CasesFunction>().RunAsync, "POST", $"/guard/cases/{id}/approve", DutyPolicy.Reviewer, "{}",
            ("If-Match", seen.Headers.ETag!));
        decided.Status.ShouldBe(200, decided.Body);
        var released = await DutyCall.SendAsync(
            host, host.Function<CasesFunction>().RunAsync, "GET", $"/guard/cases/{id}/release", policy.Token);
        released.Json["text"]!.GetValue<string>().ShouldBe(Secret);
        host.Grants.Denied.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnEvent_CountsForItsTopicsApplication_Once(bool pushed)
    {
        var policy = new DutyPolicy();
        await using var host = Reviewer(policy);
        var blob = await PutAsync(policy.Name, Secret);
        var told = await TellAsync(host, Grid(policy.Name, blob), pushed);

        await host.Function<EventsQueueFunction>().RunAsync(told, Cancel);
        await host.Function<EventsQueueFunction>().RunAsync(told, Cancel);

        var entries = await DutyLog.ReadAsync(host);
        var reported = entries.Where(static entry => entry.Kind == AuditKinds.OutputReported).ShouldHaveSingleItem();
        (reported.Application, reported.Verdict, reported.Actor).ShouldBe((policy.Name, "hold", "topic:" + policy.Name));
        entries.Where(static entry => entry.Kind == AuditKinds.CaseOpened)
            .ShouldHaveSingleItem().Interaction
            .ShouldBe(reported.Interaction);
        entries.Count(static entry => entry.Kind == AuditKinds.ContentSealed).ShouldBe(1);
        host.Grants.Denied.ShouldBeEmpty();
    }

    /// <summary>Nothing that an event says of itself makes it another application's, or reaches another blob.</summary>
    [Theory]
    [InlineData("another application's blob")]
    [InlineData("a topic that is nobody's")]
    [InlineData("a cloud event that names the topic")]
    [InlineData("an envelope inside")]
    [InlineData("another container")]
    [InlineData("a way out of the folder")]
    public async Task AForgedReference_IsRefused(string forgery)
    {
        var policy = new DutyPolicy();
        await using var host = Reviewer(policy);
        var blob = await PutAsync(policy.Name, Secret);
        var honest = JsonNode.Parse(Grid(policy.Name, blob))!.AsObject();
        var told = forgery switch
        {
            "another application's blob" => Grid(policy.Name + "-b", blob),
            "a topic that is nobody's" => Grid("nobody", blob),
            "a cloud event that names the topic" => new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = "1",
                ["type"] = "ServerlessGuard.OutputProduced",
                ["source"] = Topics + policy.Name,
                ["topic"] = Topics + policy.Name,
                ["deliveredBy"] = "app:" + policy.Client,
                ["data"] = new JsonObject { ["blob"] = blob },
            }.ToJsonString(),
            "an envelope inside" =>
                With(JsonNode.Parse(Grid("nobody", blob))!.AsObject(), "event", honest.DeepClone(), "deliveredBy", "app:" + policy.Client),
            "another container" => Grid(policy.Name, $"content/{policy.Name}/x"),
            _ => Grid(policy.Name, $"reported/{policy.Name}/../{policy.Name}-b/x"),
        };

        var run = () => host.Function<EventsQueueFunction>().RunAsync(told, Cancel);
        if (told.Contains("specversion", StringComparison.Ordinal))
        {
            // No attribute of a cloud event has such a name.
            await run.ShouldThrowAsync<InvalidDataException>();
        }
        else
        {
            await run();
        }

        (await DutyLog.ReadAsync(host)).ShouldNotContain(
            static entry => entry.Kind == AuditKinds.OutputReported || entry.Kind == AuditKinds.ContentSealed);
        host.Grants.Denied.ShouldBeEmpty();
    }

    /// <summary>
    /// Event Grid's web hook, or the application itself, at /events: who they are comes with the event to the queue's function.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PostedEvents_AreHandled_WithWhoPostedThem(bool itself)
    {
        var policy = new DutyPolicy();
        await using var host = Reviewer(policy);
        var blob = await PutAsync(policy.Name, "Hello.");
        var token = Tokens.App(itself ? policy.Client : Guid.NewGuid().ToString("D"), TimeProvider.System.GetUtcNow(), "events");

        // An application speaks for itself alone, whatever topic it names.
        var posted = Grid(itself ? policy.Name + "-b" : policy.Name, blob);
        (await DutyCall.SendAsync(host, host.Function<EventsFunction>().RunAsync, "POST", "/events", token, posted)).Status.ShouldBe(202);
        await host.Function<EventsQueueFunction>().RunAsync(await QueuedAsync(host, blob), Cancel);

        var reported = (await DutyLog.ReadAsync(host))
            .Where(static entry => entry.Kind == AuditKinds.OutputReported)
            .ShouldHaveSingleItem();
        (reported.Application, reported.Actor).ShouldBe((policy.Name, itself ? "app:" + policy.Client : "topic:" + policy.Name));
        host.Grants.Denied.ShouldBeEmpty();
    }

    [Fact]
    public async Task ABlobThatIsMissingOrTooLarge_Fails_SoThatTheEventComesAgain()
    {
        var policy = new DutyPolicy();
        await using var host = Reviewer(policy);
        await Should.ThrowAsync<AggregateException>(
            () => host.Function<EventsQueueFunction>().RunAsync(Grid(policy.Name, $"reported/{policy.Name}/none"), Cancel));

        var blob = await PutAsync(policy.Name, new string('x', (4 * 1024 * 1024) + 1));
        await Should.ThrowAsync<AggregateException>(() => host.Function<EventsQueueFunction>().RunAsync(Grid(policy.Name, blob), Cancel));
        (await DutyLog.ReadAsync(host)).ShouldNotContain(static entry => entry.Kind == AuditKinds.OutputReported);
    }

    private DutyHost Reviewer(DutyPolicy policy) =>
        DutyHost.Of("reviewer", azurite, policy.Policy, settings: new Dictionary<string, string?>
        {
            ["Guard:Reporters"] = $"{policy.Name}={Topics}{policy.Name};{policy.Name}-b={Topics}{policy.Name}-b",
        });

    private static Task<DutyCall> PostAsync(DutyHost host, string token, string output) => DutyCall.SendAsync(
        host, host.Function<OutputsFunction>().RunAsync, "POST", "/guard/outputs", token,
        new JsonObject { ["output"] = output, ["id"] = "r-1" }.ToJsonString());

    private async Task<string> PutAsync(string application, string text)
    {
        var name = $"reported/{application}/{Guid.NewGuid():N}.txt";
        var files = new AzureStagedBlobStore(AuthorizingProxy.Of(azurite).Outside);
        await files.StageAsync(name, "one", 0, Encoding.UTF8.GetBytes(text), Cancel);
        await files.CommitAsync(name, "one", 1, Cancel);
        return name;
    }

    private static async Task<string> TellAsync(DutyHost host, string told, bool pushed)
    {
        if (!pushed)
        {
            return told;
        }

        await host.Function<EventsGridFunction>().RunAsync(told, Cancel);
        return await QueuedAsync(host, JsonNode.Parse(told)!["data"]!["blob"]!.GetValue<string>());
    }

    /// <summary>The queued message that names the blob; other tests' events may lie there too.</summary>
    private static async Task<string> QueuedAsync(DutyHost host, string blob)
    {
        var queue = host.Services.GetRequiredService<IWorkQueue>();
        while (true)
        {
            var message = (await queue.ReceiveAsync(EventDispatcher.QueueName, 1, TimeSpan.FromMinutes(5), Cancel)).ShouldHaveSingleItem();
            var text = Encoding.UTF8.GetString(message.Body.Span);
            if (text.Contains(blob, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    private static string Grid(string topic, string blob) => new JsonObject
    {
        ["id"] = Guid.NewGuid().ToString("D"),
        ["topic"] = Topics + topic,
        ["subject"] = "outputs",
        ["eventType"] = "ServerlessGuard.OutputProduced",
        ["eventTime"] = "2026-11-23T10:00:00Z",
        ["dataVersion"] = "1",
        ["metadataVersion"] = "1",
        ["data"] = new JsonObject { ["blob"] = blob, ["application"] = "somebody-else" },
    }.ToJsonString();

    private static string With(JsonObject of, string name, JsonNode value, string second, string text)
    {
        (of[name], of[second]) = (value, text);
        return of.ToJsonString();
    }
}
