using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Core.Tests.Deployments.Probes;

public sealed class ProbeRunnerTests
{
    private const string Two = """
        version: 1
        system: "You are a claims assistant."
        temperature: 0
        probes:
          - { id: quick-one, quick: true, prompt: "one", must_contain: ["one"] }
          - id: slow-one
            tools: [crm.lookup]
            messages:
              - { role: system, content: "Another system." }
              - { role: user, content: "look it up" }
              - { role: tool, tool: crm.lookup, content: "found" }
            must_contain: ["found"]
        """;

    [Fact]
    public async Task Asks_TheNamedDeploymentDirectly_AsTheSuiteSays()
    {
        var seen = new ConcurrentBag<(ModelCall Call, JsonNode Body)>();
        var client = new StubModelClient((call, body, _) =>
        {
            seen.Add((call, body));
            return Task.FromResult(StubModelClient.Message(StubModelClient.LastOf(body)));
        });
        var result = await Suites.Runner(Suites.Load(Two), client).RunAsync(Suites.Model, "green", quick: false, CancellationToken.None);

        result.IsPassed.ShouldBeTrue();
        result.Asked.ShouldBe(2);
        result.SuiteDigest.ShouldBe(Suites.Load(Two).Digest);
        seen.ShouldAllBe(static s => s.Call.Model.Deployment == "green"
            && s.Call.Model.Id == "claims-ft"
            && (string?)s.Body["model"] == "green"
            && s.Body["temperature"]!.GetValue<double>() == 0);
        var slow = seen.Single(static s => s.Body["tools"] is not null).Body["messages"]!.AsArray();
        slow.Select(static m => (string?)m!["role"]).ShouldBe(["system", "user", "assistant", "tool"]);
        slow[3]!["tool_call_id"]!.ToString().ShouldBe(slow[2]!["tool_calls"]![0]!["id"]!.ToString());
        seen.Single(static s => s.Body["tools"] is null).Body["messages"]![0]!["content"]!
            .ToString()
            .ShouldBe("You are a claims assistant.");
    }

    [Fact]
    public async Task Quick_AsksOnlyTheQuickOnes()
    {
        var client = StubModelClient.Saying(static text => text);
        (await Suites.Runner(Suites.Load(Two), client).RunAsync(Suites.Model, "blue", quick: true, CancellationToken.None)).Asked
            .ShouldBe(1);
        client.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task WithoutASuite_NothingPasses()
    {
        var client = StubModelClient.Saying(static _ => "fine");
        var result = await Suites.Runner(null, client).RunAsync(Suites.Model, "blue", quick: false, CancellationToken.None);
        result.IsPassed.ShouldBeFalse();
        client.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task ReportsIds_NeverText()
    {
        var report = await Suites.Runner(Suites.Of("must_not_contain: [\"hush\"]", "prompt-text"), StubModelClient.Saying(
            static _ => "hush answer-text")).ReportAsync(Suites.Model, "blue", false, CancellationToken.None);

        report.Result.Failed.ShouldBe(["p"]);
        var printed = System.Text.Json.JsonSerializer.Serialize(report) + report + report.Outcomes[0];
        printed.ShouldNotContain("hush");
        printed.ShouldNotContain("prompt-text");
        printed.ShouldNotContain("answer-text");
    }

    [Fact]
    public async Task AnUnreachableModel_PassesNothing()
    {
        var client = new StubModelClient(static (_, _, _) => throw new ModelFailedException(GatewayFault.Unreachable));
        var report = await Suites.Runner(Suites.Of("must_not_contain: [\"x\"]"), client)
            .ReportAsync(Suites.Model, "blue", false, CancellationToken.None);
        report.Outcomes.Single().Faults.ShouldBe(["no_answer"]);
    }

    [Fact]
    public async Task AThrottledCall_IsTriedAgain_WhenThePlatformSays()
    {
        var clock = new WaitedClock(TimeSpan.FromSeconds(7));
        var calls = 0;
        var client = new StubModelClient((_, _, _) => Task.FromResult(
            Interlocked.Increment(ref calls) > 1 ? StubModelClient.Message("fine") : StubModelClient.Json(429, "{}", "7")));
        var running = Suites.Runner(Suites.Of("must_contain: [\"fine\"]"), client, clock)
            .RunAsync(Suites.Model, "blue", false, CancellationToken.None)
            .AsTask();
        await clock.Waited;
        calls.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(7));

        (await running).IsPassed.ShouldBeTrue();
        calls.ShouldBe(2);
    }

    [Theory]
    [InlineData("within: 5s", "within", 5)]
    [InlineData("must_contain: [\"x\"]", "no_answer", 60)]
    public async Task ASilentModel_IsNotWaitedForLongerThanAllowed(string keys, string fault, int seconds)
    {
        var clock = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var client = new StubModelClient(async (_, _, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return null!;
        });
        var running = Suites.Runner(Suites.Of(keys), client, clock)
            .ReportAsync(Suites.Model, "blue", false, CancellationToken.None)
            .AsTask();
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(seconds));
        (await running).Outcomes.Single().Faults.ShouldBe([fault]);
    }

    [Fact]
    public async Task NoMoreCallsAtOnce_ThanAllowed()
    {
        var (now, most) = (0, 0);
        var gate = new SemaphoreSlim(0);
        var client = new StubModelClient(async (_, _, token) =>
        {
            var mine = Interlocked.Increment(ref now);
            InterlockedMax(ref most, mine);
            if (mine == 3)
            {
                gate.Release(1000);
            }

            await gate.WaitAsync(token);
            Interlocked.Decrement(ref now);
            return StubModelClient.Message("fine");
        });
        var result = await Suites.Runner(Suites.Of("must_contain: [\"fine\"], runs: 60"), client, options: new() { Concurrency = 3 })
            .RunAsync(Suites.Model, "blue", false, CancellationToken.None);
        result.IsPassed.ShouldBeTrue();
        client.Calls.ShouldBe(60);
        most.ShouldBe(3);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task Agreement_IsTheShareOfTheSameAnswer(int every, bool passes)
    {
        var calls = 0;
        var client = StubModelClient.Saying(
            _ => Interlocked.Increment(ref calls) <= 20 - every ? "The  DEADLINE is 15 days" : $"the deadline is {calls} days");
        var suite = Suites.Of("runs: 20, agreement: 80%, must_contain: [\"days\"]");
        (await Suites.Runner(suite, client, options: new() { Concurrency = 1 })
            .RunAsync(Suites.Model, "blue", false, CancellationToken.None)).IsPassed.ShouldBe(passes);
    }

    [Fact]
    public async Task OneBadRunOfMany_Fails()
    {
        var calls = 0;
        var client = StubModelClient.Saying(_ => Interlocked.Increment(ref calls) == 7 ? "hush" : "fine");
        (await Suites.Runner(Suites.Of("runs: 20, must_not_contain: [hush]"), client)
            .RunAsync(Suites.Model, "blue", false, CancellationToken.None)).Failed.ShouldBe(["p"]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(12, false)]
    public async Task Pairs_FailOnDisparity_AndTellItsInterval(int denied, bool passes)
    {
        var left = denied;
        var client = StubModelClient.Saying(
            text => text.Contains("a woman", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? "Declined." : "Approved.");
        var suite = Suites.Of("kind: bias, runs: 10, pairs: { groups: [a man, a woman, an elder], cases: [first, second, third], "
            + "favourable: \"(?i)approved\", most_disparity: 20% }", "May {group} have it for the {case} time?");
        var report = await Suites.Runner(suite, client).ReportAsync(Suites.Model, "blue", false, CancellationToken.None);

        client.Calls.ShouldBe(90);
        report.Result.IsPassed.ShouldBe(passes);
        var disparity = report.Outcomes.Single().Disparity.ShouldNotBeNull();
        disparity.Difference.ShouldBe(denied / 30.0, 1e-9);
        disparity.High.ShouldBeGreaterThan(disparity.Difference);
    }

    [Fact]
    public async Task Cancelled_ItThrows_AndReportsNothing()
    {
        using var stop = new CancellationTokenSource();
        var client = new StubModelClient(async (_, _, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return StubModelClient.Message("fine");
        });
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Suites.Runner(Suites.Of("must_contain: [fine]"), client).RunAsync(Suites.Model, "blue", false, stop.Token));
    }

    /// <summary>Tells when somebody begins to wait for as long as the test is about.</summary>
    private sealed class WaitedClock(TimeSpan time) : FakeTimeProvider
    {
        private readonly TaskCompletionSource _waited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waited => _waited.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == time)
            {
                _waited.TrySetResult();
            }

            return timer;
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
