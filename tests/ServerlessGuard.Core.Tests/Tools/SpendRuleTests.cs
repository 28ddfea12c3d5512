using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Tools;

public sealed class SpendRuleTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents;

    public SpendRuleTests() => _documents = new InMemoryDocumentStore(_clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>64 callers of two instances at once: exactly as much as is allowed, and a new instance knows it.</summary>
    [Fact]
    public async Task TheMost_HoldsInAnyPeriod_OverAllInstances()
    {
        var rules = new[] { new SpendRule(_documents, _clock), new SpendRule(_documents, _clock) };
        var allowed = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(i => Task.Run(async () => await rules[i % 2].EvaluateAsync(Request("10"), Stop) is Verdict.Allow)));
        allowed.Count(static one => one).ShouldBe(10);

        var restarted = new SpendRule(_documents, _clock);
        var refused = Request("0.01");
        (await restarted.EvaluateAsync(refused, Stop)).Reasons.ShouldBe(["tool.spend"]);
        refused.Sentences.ShouldBe(["0.01 is above what is left: 100 of 100 are spent in 1d."]);
        (await restarted.EvaluateAsync(Request("0.01") with { IsReplay = true }, Stop)).ShouldBe(new Verdict.Allow());
        _clock.Advance(TimeSpan.FromDays(1));
        (await restarted.EvaluateAsync(Request("100"), Stop)).ShouldBe(new Verdict.Allow());
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("\"much\"")]
    [InlineData("null")]
    [InlineData("1e30")]
    [InlineData("[5]")]
    [InlineData("100.01")]
    public async Task WhatIsNoAmount_OrTooMuch_IsRefused(string amount) =>
        (await new SpendRule(_documents, _clock).EvaluateAsync(Request(amount), Stop)).Reasons.ShouldBe(["tool.spend"]);

    /// <summary>Somebody deletes the ledger: what this process spent still counts.</summary>
    [Fact]
    public async Task ADeletedLedger_ForgetsNothingHere()
    {
        var rule = new SpendRule(_documents, _clock);
        (await rule.EvaluateAsync(Request("90"), Stop)).ShouldBe(new Verdict.Allow());
        var ledger = (await _documents.GetAsync("tool-spend-a~pay", "spent", Stop)).ShouldNotBeNull();
        (await _documents.DeleteAsync(ledger.Partition, ledger.Key, ledger.Version, Stop)).ShouldBeTrue();

        (await rule.EvaluateAsync(Request("20"), Stop)).Reasons.ShouldBe(["tool.spend"]);
    }

    private static ToolRequest Request(string amount) => new()
    {
        Interaction = "i",
        Application = new ApplicationPolicy { Id = "a", Tier = "t", Models = [], Callers = [], Tools = ["pay"] },
        Policy = null!,
        Name = "pay",
        Tool = new ToolPolicy { Id = "pay", Effect = ToolEffect.Send, Spend = new SpendLimit("amount", 100, TimeSpan.FromDays(1)) },
        Arguments = $$"""{"amount":{{amount}}}""",
    };
}
