using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Tools;

public sealed class ToolRuleTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents;

    public ToolRuleTests() => _documents = new InMemoryDocumentStore(_clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>64 callers of two instances at once, and a start after it.</summary>
    [Fact]
    public async Task ALimit_HoldsUnderConcurrency_AndAfterARestart()
    {
        var faults = new RecordFaults(static () => null, static () => null, _clock);
        var rules = Enumerable.Range(0, 2).Select(i => new RateLimitRule(_documents, new SeededEntropy(i), _clock, faults)).ToArray();
        var allowed = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(i => Task.Run(async () => await rules[i % 2].EvaluateAsync(Request("{}"), Stop) is Verdict.Allow)));
        allowed.Count(static one => one).ShouldBe(10);

        var restarted = new RateLimitRule(_documents, new SeededEntropy(7), _clock, faults);
        (await restarted.EvaluateAsync(Request("{}"), Stop)).Reasons.ShouldBe(["tool.limit"]);
        _clock.Advance(TimeSpan.FromHours(1));
        (await restarted.EvaluateAsync(Request("{}"), Stop)).ShouldBe(new Verdict.Allow());
    }

    [Fact]
    public async Task ALimit_HoldsInAnyPeriod_OverAllInstances()
    {
        var faults = new RecordFaults(static () => null, static () => null, _clock);
        var rules = Enumerable.Range(0, 4).Select(i => new RateLimitRule(_documents, new SeededEntropy(i), _clock, faults)).ToArray();
        var allowed = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(i => Task.Run(async () => await rules[i % 4].EvaluateAsync(Request("{}"), Stop) is Verdict.Allow)));
        allowed.Count(static one => one).ShouldBe(10);

        _clock.Advance(TimeSpan.FromMinutes(59));
        (await rules[0].EvaluateAsync(Request("{}"), Stop)).Reasons.ShouldBe(["tool.limit"]);
        (await rules[0].EvaluateAsync(Request("{}") with { IsReplay = true }, Stop)).ShouldBe(new Verdict.Allow());
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await rules[1].EvaluateAsync(Request("{}"), Stop)).ShouldBe(new Verdict.Allow());
    }

    private static ToolRequest Request(string arguments, GuardAction untrusted = GuardAction.Block) => new()
    {
        Interaction = "i",
        Application = new ApplicationPolicy { Id = "a", Tier = "t", Models = [], Callers = [], Tools = ["mail.send"] },
        Policy = null!,
        Name = "mail_send",
        Tool = new ToolPolicy
        {
            Id = "mail.send",
            Effect = ToolEffect.Send,
            Untrusted = untrusted,
            Limit = new RateLimit(10, TimeSpan.FromHours(1))
        },
        Arguments = arguments,
    };
}
