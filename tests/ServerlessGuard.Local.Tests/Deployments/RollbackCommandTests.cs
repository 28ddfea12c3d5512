using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Deployments;

public sealed class RollbackCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StopsAModel_AndStartsItAgain()
    {
        var stopped = JsonElement.Parse((await RunAsync("stop", "demo-model", "--json")).Out);
        (stopped.GetProperty("changed").GetBoolean(), stopped.GetProperty("stopped").GetBoolean()).ShouldBe((true, true));
        (await RunAsync("stop", "demo-model")).Out.ShouldContain("stopped already");
        var started = JsonElement.Parse((await RunAsync("stop", "demo-model", "--undo", "--json")).Out);
        (started.GetProperty("changed").GetBoolean(), started.GetProperty("stopped").GetBoolean()).ShouldBe((true, false));
        (await RunAsync("stop", "demo-model", "--undo")).Out.ShouldContain("was not stopped");
        (await RunAsync("stop", "claims-ft")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task PausesAModel_ThatNothingIsAttestedFor()
    {
        var dry = await RunAsync("rollback", "demo-model", "--dry-run");
        (dry.Code, dry.Out).ShouldBe(
            (
                1,
                $"It would pause demo-model: no other revision of it is attested. 'guard attest demo-model' revalidates one.{Environment.NewLine}"));
        var rollback = await RunAsync("rollback", "demo-model", "--json");
        rollback.Code.ShouldBe(1);
        var answer = JsonElement.Parse(rollback.Out);
        (answer.GetProperty("step").GetString(), answer.GetProperty("fault").GetString()).ShouldBe(("paused", "no-healthy-revision"));
        (await RunAsync("stop", "demo-model", "--undo")).Out.ShouldContain("the guard has paused it");
    }

    [Fact]
    public async Task RefusesWhatItCannotRollBack()
    {
        (await RunAsync("rollback")).Code.ShouldBe(2);
        (await RunAsync("rollback", "demo-model", "--to", "abc")).Code.ShouldBe(2);
        (await RunAsync("rollback", "demo-model", "--to", "abcdef")).Error.ShouldContain("No valid attestation");
        (await RunAsync("rollback", "nobody")).Error.ShouldContain("demo-model");
        (await RunAsync("stop", "nobody")).Code.ShouldBe(1);
        var azure = await RunAsync("rollback", "claims-ft");
        (azure.Code, azure.Error.Contains("no adapter for azure-openai", StringComparison.Ordinal)).ShouldBe((1, true));
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InAsync(_folder.Path, args);
}
