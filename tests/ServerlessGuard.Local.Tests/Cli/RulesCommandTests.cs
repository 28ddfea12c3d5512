using System.Text.Json;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

public sealed class RulesCommandTests : IDisposable
{
    private const string Policy = """
        version: 1
        applications: [{ id: demo, tier: standard, models: [m], callers: ["key:demo"] }]
        tiers: { standard: {} }
        models: { m: { platform: openai } }
        detection:
          rules: [{ id: employee-number, pattern: 'EMP-\d{6}' }]
        """;

    private readonly TemporaryDirectory _folder = new();

    public RulesCommandTests() => File.WriteAllText(Path.Combine(_folder.Path, "own.yaml"), Policy);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_HasEveryRule_AndThePolicysOwn()
    {
        var run = await CommandRun.InAsync(_folder.Path, "rules", "list", "--policy", "own.yaml", "--json");
        JsonElement.Parse(run.Out).EnumerateArray().Select(static rule => rule.GetProperty("id").GetString())
            .ShouldBe([.. GuardScanner.Rules.Select(static rule => rule.Id), "OWN-employee-number"]);
        (await CommandRun.InAsync(_folder.Path, "rules", "list", "--kind", "email")).Out.ShouldContain("SG-PII-001");
        (await CommandRun.InAsync(_folder.Path, "rules", "list", "--kind", "emial")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Show_SaysWhatARuleIs()
    {
        (await CommandRun.InAsync(_folder.Path, "rules", "show", "sg-pii-001")).Out.ShouldContain("SG-PII-001 finds email (personal).");
        (await CommandRun.InAsync(_folder.Path, "rules", "show", "OWN-employee-number", "--policy", "own.yaml")).Out.ShouldContain(@"EMP-\d{6}");
        (await CommandRun.InAsync(_folder.Path, "rules", "show", "OWN-employee-number")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Test_SaysWhere_AndNeverTheValue()
    {
        var run = await CommandRun.InAsync(_folder.Path, "rules", "test", "badge EMP-204981 of rosa@example.com", "--policy", "own.yaml");
        run.Out.ShouldContain("OWN-employee-number employee-number at 7, 10 long, confidence 0.7");
        run.Out.ShouldContain("SG-PII-001 email at 21");
        run.Out.ShouldNotContain("204981");
    }

    [Fact]
    public async Task APolicyThatIsNotValid_IsSaid()
    {
        var bad = Policy.Replace("{6}", "+", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "bad.yaml"), bad, TestContext.Current.CancellationToken);
        var run = await CommandRun.InAsync(_folder.Path, "rules", "list", "--policy", "bad.yaml");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("no longest length");
    }
}
