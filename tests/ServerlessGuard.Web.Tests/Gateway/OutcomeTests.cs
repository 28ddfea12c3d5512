using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>The gateway's outcomes of a model's answers, for the comparison of revisions.</summary>
public sealed class OutcomeTests
{
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private const string Refusal =
        """{"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I cannot help with that."},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData("strict")]
    [InlineData("observed")]
    public async Task Tells_WhatTheAnswerWas(string tier)
    {
        var kept = new KeptOutcomes();
        await using var host = await StartAsync(kept);

        (await AskAsync(host, tier, Chat.Answer("The sky is blue."))).ShouldBeEmpty();
        (await AskAsync(host, tier, Chat.Answer($"Use {Secret}"))).ShouldBe([OutcomeMetric.Blocked]);
        (await AskAsync(host, "holding", Chat.Answer($"Use {Secret}"))).ShouldBe([OutcomeMetric.Held]);
        (await AskAsync(host, tier, Refusal)).ShouldBe([OutcomeMetric.Refused]);
        (await AskAsync(host, tier, Chat.CallAnswer("refund_create", """{"amount":7}"""))).ShouldBeEmpty();
        (await AskAsync(host, tier, Chat.CallAnswer("refund_create", """{"amount":700}""")))
            .ShouldBe([OutcomeMetric.Held, OutcomeMetric.SchemaFailed], ignoreOrder: true);

        async Task<List<OutcomeMetric>> AskAsync(GatewayHost gateway, string application, string answer)
        {
            gateway.Model.Script = ScriptedModel.Json(answer);
            using var response = await gateway.PostAsync(application, Chat.Path, Chat.Request("What colour is the sky?"));
            return kept.Take().Where(static r => r.Count.Harms > 0).Select(static r => r.Metric).ToList();
        }
    }

    [Fact]
    public async Task Names_ThePlatformsDeployment_AndTheHeldCase()
    {
        var kept = new KeptOutcomes();
        await using var host = await StartAsync(kept);
        host.Model.Script = ScriptedModel.Json(Chat.Answer($"Use {Secret}"));

        using var response = await host.PostAsync("holding", Chat.Path, Chat.Request("Hello", model: "renamed"));

        var served = new ServedDeployment("renamed", "other-name", null);
        kept.Take().Select(static r => r.Served).Distinct().ShouldBe([served]);
        kept.Cases.ShouldHaveSingleItem().ShouldBe((served, response.Headers.GetValues("Guard-Case").Single()));
    }

    [Fact]
    public async Task Counts_JsonThatIsNone_OnlyWhereItWasAskedFor()
    {
        var kept = new KeptOutcomes();
        await using var host = await StartAsync(kept);
        var asked = JsonNode.Parse(Chat.Request("Name a colour"))!;
        asked["response_format"] = new JsonObject { ["type"] = "json_object" };
        foreach (var (request, answer, trials, harms) in ((string, string, int, int)[])
        [
            (Chat.Request("Hello"), "no JSON", 0, 0),
            (asked.ToJsonString(), """{"colour":"bl\u00fcish"}""", 1, 0),
            (asked.ToJsonString(), """{"colour":"blue"}""", 1, 0),
            (asked.ToJsonString(), """{"colour":""", 1, 1),
        ])
        {
            host.Model.Script = ScriptedModel.Json(Chat.Answer(answer));
            using var response = await host.PostAsync("strict", Chat.Path, request);
            var counted = kept.Take().Where(static r => r.Metric == OutcomeMetric.SchemaFailed).Select(static r => r.Count).ToList();
            counted.Aggregate(default(OutcomeCount), static (a, b) => a + b).ShouldBe(new OutcomeCount(trials, harms), answer);
        }
    }

    [Fact]
    public async Task SaysNothing_WhereTheModelGaveNoAnswer()
    {
        var kept = new KeptOutcomes();
        await using var host = await StartAsync(kept);
        host.Model.Script = ScriptedModel.Json("""{"error":{"message":"busy"}}""", 503);
        using (await host.PostAsync("strict", Chat.Path, Chat.Request("Hello")))
        using (await host.PostAsync("strict", Chat.Path, Chat.Request($"My key is {Secret}")))
        {
            kept.Take().ShouldBeEmpty("what the caller sent, or an outage, is no outcome of a revision");
        }
    }

    [Fact]
    public async Task Tells_OfStreams()
    {
        var kept = new KeptOutcomes();
        await using var host = await StartAsync(kept);
        var told = new Dictionary<string, List<OutcomeMetric>>();
        foreach (var (name, pieces) in ((string, string[])[])
        [
            ("clean", Chat.Stream("The sky", " is blue")),
            ("refused", [Chat.Chunk(new JsonObject { ["refusal"] = "I cannot." }), Chat.Chunk([], "stop"), "data: [DONE]\n\n"]),
            ("filtered", [Chat.Text("I"), Chat.Chunk([], "content_filter"), "data: [DONE]\n\n"]),
        ])
        {
            host.Model.Script = ScriptedModel.Events(pieces);
            using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));
            await response.TextAsync();
            told[name] = [.. kept.Take().Where(static r => r.Count.Harms > 0).Select(static r => r.Metric)];
        }

        told["clean"].ShouldBeEmpty();
        told["refused"].ShouldBe([OutcomeMetric.Refused]);
        told["filtered"].ShouldBe([OutcomeMetric.Refused]);
    }

    private static Task<GatewayHost> StartAsync(KeptOutcomes kept) =>
        GatewayHost.StartAsync(services => services.AddSingleton<IOutcomeRecorder>(kept));

    private sealed class KeptOutcomes : IOutcomeRecorder
    {
        private readonly ConcurrentQueue<(ServedDeployment Served, OutcomeMetric Metric, OutcomeCount Count)> _kept = new();

        public TimeSpan SlowAfter => TimeSpan.FromMinutes(1);

        public ConcurrentQueue<(ServedDeployment Served, string CaseId)> Cases { get; } = new();

        public void Record(ServedDeployment served, OutcomeMetric metric, OutcomeCount count) => _kept.Enqueue((served, metric, count));

        public void Held(ServedDeployment served, string caseId) => Cases.Enqueue((served, caseId));

        public List<(ServedDeployment Served, OutcomeMetric Metric, OutcomeCount Count)> Take()
        {
            var taken = _kept.ToList();
            _kept.Clear();
            return taken;
        }
    }
}
