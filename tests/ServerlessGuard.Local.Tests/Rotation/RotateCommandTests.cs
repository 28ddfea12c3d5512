using System.Text;
using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Rotation;

public sealed class RotateCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RotatesOnRequest_ProvesTheOldKeyDead_AndShowsIt()
    {
        await WritePolicyAsync();
        (await RunAsync("rotate", "demo-key", "--dry-run")).Out.ShouldContain("--now makes it");
        (await RunAsync("rotate", "demo-key", "--now")).Code.ShouldBe(0);
        var rotated = await RunAsync("rotate", "demo-key", "--now", "--json");
        rotated.Code.ShouldBe(0);
        var answer = JsonElement.Parse(rotated.Out);
        answer.GetProperty("step").GetString().ShouldBe("done");
        answer.GetProperty("lastProved").ValueKind.ShouldBe(JsonValueKind.String);

        var listed = await RunAsync("credentials", "--json");
        var view = JsonElement.Parse(listed.Out).EnumerateArray().Single(static c => c.GetProperty("id").GetString() == "demo-key");
        view.GetProperty("lastProof").ValueKind.ShouldBe(JsonValueKind.String);
        view.GetProperty("nextRotation").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddDays(29));
        (await RunAsync("credentials")).Out.ShouldContain("at rest");
        (await RunAsync("rotate", "demo-key")).Out.ShouldContain("rotated");
        (await RunAsync("rotate", "--sweep")).Code.ShouldBe(0);
        (await RunAsync("rotate", "demo-key", "--dry-run")).Out.ShouldContain("do nothing before");
    }

    [Fact]
    public async Task RefusesWhatItCannotRotate()
    {
        (await CommandRun.InAsync(_folder.Path, "rotate")).Code.ShouldBe(2);
        (await CommandRun.InAsync(_folder.Path, "rotate", "demo-key", "--sweep")).Code.ShouldBe(2);
        (await CommandRun.InAsync(_folder.Path, "rotate", "nobody")).Code.ShouldBe(1);
        var other = await CommandRun.InAsync(_folder.Path, "rotate", "claims-key", "--now");
        other.Code.ShouldBe(1);
        other.Error.ShouldContain("no adapter for azure-openai");
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InAsync(_folder.Path, [.. args, "--policy", "guard.yaml"]);

    private async Task WritePolicyAsync()
    {
        var shipped = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "policies", "guard.yaml"), TestContext.Current.CancellationToken);
        var quick = shipped.Replace(
            "secret: demo-key, rotate_every: 30d, overlap: 24h", "secret: demo-key, rotate_every: 30d, overlap: 1s",
            StringComparison.Ordinal);
        quick.ShouldNotBe(shipped);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "guard.yaml"), quick, Encoding.UTF8, TestContext.Current.CancellationToken);
    }
}
