using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

public sealed class MonitorCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SaysThatNothingIsMonitoredYet_AndWhatIsUnknown()
    {
        var once = await RunAsync("monitor", "--once");
        (once.Code, once.Error).ShouldBe((0, once.Error));
        once.Out.ShouldContain("Nothing is monitored yet");
        JsonElement.Parse((await RunAsync("monitor", "--once", "--json")).Out).GetArrayLength().ShouldBe(0);
        (await RunAsync("monitor", "callers")).Out.ShouldContain("none is restricted");

        var released = await RunAsync("monitor", "release", "key:web");
        released.Code.ShouldBe(2);
        released.Error.ShouldContain("key:web is not restricted");
        (await RunAsync("monitor", "reset", "claims", "claims-ft")).Error.ShouldContain("'guard monitor --once' lists");
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InAsync(_folder.Path, args);
}
