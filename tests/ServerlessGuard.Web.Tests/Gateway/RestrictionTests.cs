using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Callers that misused a model, and what monitoring learns of interactions.</summary>
public sealed class RestrictionTests
{
    [Theory]
    [InlineData("strict")]
    [InlineData("live")]
    public async Task ASuspendedCaller_GetsNoAnswer_AndTheRecordSaysSo(string tier)
    {
        await using var host = await StartAsync();
        await RestrictAsync(host, tier, MisuseResponse.Suspend);

        using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.TextAsync()).ShouldContain("caller_suspended");
        host.Model.Requests.ShouldBeEmpty();
        host.Audit.Entries[^1].Facts["error"].ShouldBe("caller_suspended");
        using var other = await host.PostAsync("open", Chat.Path, Chat.Request("Hello"));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AThrottledCaller_GetsSixAMinute()
    {
        await using var host = await StartAsync();
        await RestrictAsync(host, "strict", MisuseResponse.Throttle);
        for (var i = 0; i < 6; i++)
        {
            using var passed = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));
            passed.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter.ShouldNotBeNull();
        host.Model.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("strict", false)]
    [InlineData("live", true)]
    public async Task AReviewedCaller_WaitsForAPerson_BeforeTheModelIsAsked(string tier, bool stream)
    {
        await using var host = await StartAsync();
        await RestrictAsync(host, tier, MisuseResponse.Review);

        using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Hello", stream));

        response.Headers.Contains("Guard-Case").ShouldBeTrue();
        host.Model.Requests.ShouldBeEmpty();
        var closed = host.Audit.Entries.Single(static e => e.Kind == "interaction.closed");
        (closed.Verdict, closed.Facts["reasons"]).ShouldBe(("hold", "misuse.injection"));
    }

    [Fact]
    public async Task Monitoring_HearsOfEachInteraction_WithoutContent()
    {
        var heard = new Heard();
        await using var host = await StartAsync(heard);
        using var one = await host.PostAsync("strict", Chat.Path, Chat.Request("What colour is the sky over Utrecht today?"));
        using var two = await host.PostAsync("strict", Chat.Path, Chat.Request("What colour is the sky over Utrecht, today"));

        var (first, second) = (heard.All[0], heard.All[1]);
        (first.Subject, first.Caller).ShouldBe((new("app-strict", "claims-ft"), "key:strict"));
        first.Interaction.ShouldBe(host.Audit.Entries.First(static e => e.Kind == "interaction.closed").Interaction);
        first.Sketch!.Value.IsNear(second.Sketch!.Value).ShouldBeTrue();
        var signals = first.Values.ToDictionary(static v => v.Signal.Id, static v => v.Bucket);
        (signals["verdict"], signals["injection"], signals["failed"], signals["refused"], signals["leaked"]).ShouldBe((0, 0, 0, 0, 0));
        signals.Keys.ShouldBeSubsetOf(Signals.All.Select(static s => s.Id));
        foreach (var signal in (string[])["input-length", "output-length", "latency", "script", "topic"])
        {
            signals.ShouldContainKey(signal);
        }
    }

    private static async Task RestrictAsync(GatewayHost host, string tier, MisuseResponse response) =>
        await host.Service<CallerRestrictions>().AddAsync(
            new CallerRestriction
            {
                Caller = "key:" + tier,
                Application = "app-" + tier,
                Response = response,
                Kind = MisuseKind.Injection,
                Since = default,
            },
            TestContext.Current.CancellationToken);

    private static async Task<GatewayHost> StartAsync(IInteractionMonitor? monitor = null)
    {
        var host = await GatewayHost.StartAsync(services =>
        {
            if (monitor is not null)
            {
                services.AddSingleton(monitor);
            }

            services.AddMonitoringCollector();
        });
        host.Model.Script = async (http, seen) => await (seen.Body.Contains("\"stream\":true", StringComparison.Ordinal)
            ? ScriptedModel.Events(Chat.Stream("Hi"))
            : ScriptedModel.Json(Chat.Answer("Hi")))(http, seen);
        return host;
    }

    private sealed class Heard : IInteractionMonitor
    {
        private readonly List<Observation> _all = [];

        public List<Observation> All => _all;

        public void Record(Observation observation)
        {
            lock (_all)
            {
                _all.Add(observation);
            }
        }
    }
}
