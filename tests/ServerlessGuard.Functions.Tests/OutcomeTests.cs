using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Functions.Tests;

/// <summary>Live analysis over duties: gateways count, each in its memory; the deployer judges what all of them wrote.</summary>
public sealed class OutcomeTests(AzuriteServer azurite)
{
    private static readonly TimerInfo Tick = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatInstancesCounted_IsJudgedByTheDeployer_AndTheWorseOneRolledBack()
    {
        await using var model = await ScriptedModel.StartAsync(ScriptedModel.Json("""
            {"id":"c","object":"chat.completion","created":1,"model":"one","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]}
            """));
        var policy = new DutyPolicy(model.Address.ToString());
        await using var one = DutyHost.Of("gateway", azurite, policy.Policy);
        await using var two = DutyHost.Of("gateway", azurite, policy.Policy);
        await using var deployer = DutyHost.Of("deployer", azurite, policy.Policy);
        var sweep = deployer.Function<OutcomeSweepFunction>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => AskAsync(n % 2 == 0 ? one : two, policy)));
        answers.ShouldAllBe(static answer => answer.Status == 200);
        await StopAsync(one);
        await StopAsync(two);
        await sweep.RunAsync(Tick, Cancel);
        var store = deployer.Services.GetRequiredService<OutcomeStore>();
        (await store.ReadAsync(Cancel))[policy.Model].Values.Single().Counts.Calls().ShouldBe(30);

        // The instances go on with a candidate that is blocked half of the time.
        var candidate = new ServedDeployment(policy.Model, "two", null);
        foreach (var (host, harms) in ((DutyHost, int)[])[(one, 1), (two, 0)])
        {
            for (var n = 0; n < 100; n++)
            {
                foreach (var metric in Enum.GetValues<OutcomeMetric>())
                {
                    host.Services.GetRequiredService<IOutcomeRecorder>()
                        .Record(candidate, metric, new OutcomeCount(1, metric == OutcomeMetric.Blocked ? harms : 0));
                }
            }

            await StopAsync(host);
        }

        await Task.WhenAll(sweep.RunAsync(Tick, Cancel), deployer.Function<OutcomeSweepFunction>().RunAsync(Tick, Cancel));

        (await store.ReadModelAsync(policy.Model, Cancel)).Comparisons.ShouldHaveSingleItem().State.ShouldBe(ComparisonState.Worse);
        var rollback = (await deployer.Services.GetRequiredService<RollbackJournal>().ReadAsync(policy.Model, Cancel)).Rollback
            .ShouldNotBeNull();
        (rollback.Trigger.Cause, rollback.Trigger.Deployment).ShouldBe((RollbackCause.Worse, "two"));
        (await DutyLog.ReadAsync(deployer)).ShouldContain(
            static entry => entry.Kind == AuditKinds.OutcomesEvaluated && entry.Facts["state"] == "worse");
        one.Grants.Denied.Concat(two.Grants.Denied).Concat(deployer.Grants.Denied).ShouldBeEmpty();
    }

    /// <summary>A denied answer counts against the deployment that gave it, once.</summary>
    [Fact]
    public async Task ADeniedAnswer_IsAnOutcomeOfItsDeployment()
    {
        await using var model = await ScriptedModel.StartAsync(ScriptedModel.Json(new JsonObject
        {
            ["id"] = "c",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "one",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject
                {
                    ["role"] = "assistant",
                    [
                "content"] = "The key is ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a."
                },
                ["finish_reason"] = "stop"
            }),
        }.ToJsonString()));
        var policy = new DutyPolicy(model.Address.ToString());

        // The rotator makes the key that the gateway marks secrets with.
        await using var rotator = DutyHost.Of("rotator", azurite, policy.Policy);
        await rotator.Services.GetRequiredService<Core.Rotation.KeyFingerprints>().OfAsync("any", Cancel);
        await using var gateway = DutyHost.Of("gateway", azurite, policy.Policy);
        await using var reviewer = DutyHost.Of("reviewer", azurite, policy.Policy);
        var id = (await AskAsync(gateway, policy)).Headers["Guard-Case"].ShouldHaveSingleItem()!;
        await StopAsync(gateway);

        var cases = reviewer.Function<CasesFunction>().RunAsync;
        var seen = await DutyCall.SendAsync(reviewer, cases, "GET", $"/guard/cases/{id}", DutyPolicy.Reviewer);
        (await DutyCall.SendAsync(reviewer, cases, "POST", $"/guard/cases/{id}/deny", DutyPolicy.Reviewer, "{}", (
            "If-Match", seen.Headers.ETag!))).Status.ShouldBe(200);
        var sweep = reviewer.Function<CaseSweepFunction>();
        await Task.WhenAll(sweep.RunAsync(Tick, Cancel), reviewer.Function<CaseSweepFunction>().RunAsync(Tick, Cancel));
        await sweep.RunAsync(Tick, Cancel);
        await StopAsync(reviewer);

        var counts = (await reviewer.Services.GetRequiredService<OutcomeStore>().ReadAsync(Cancel))[policy.Model].Values.Single().Counts;
        counts[OutcomeMetric.Denied].ShouldBe(new OutcomeCount(1, 1));
        gateway.Grants.Denied.Concat(reviewer.Grants.Denied).ShouldBeEmpty();
    }

    private static Task<DutyCall> AskAsync(DutyHost host, DutyPolicy policy) => DutyCall.SendAsync(
        host, host.Function<ChatCompletionsFunction>().RunAsync, "POST", "/v1/chat/completions", policy.Token,
        new JsonObject
        {
            ["model"] = policy.Model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hello" })
        }.ToJsonString());

    /// <summary>The worker's end: what its instance holds in memory is written.</summary>
    private static async Task StopAsync(DutyHost host)
    {
        foreach (var service in host.Services.GetServices<IHostedService>())
        {
            await service.StopAsync(Cancel);
        }
    }
}
