using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

public sealed class IncidentAndDrillCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnIncident_IsDeclared_Listed_Acknowledged_Contained_AndClosed()
    {
        var declared = await RunAsync("incident", "declare", "The claims model answers nonsense", "--subject", "claims-ft", "--json");
        declared.Code.ShouldBe(0, declared.Error);
        var id = JsonElement.Parse(declared.Out).GetProperty("id").GetString()!;
        (await RunAsync("incident", "list")).Out.ShouldContain(id);
        (await RunAsync("incident", "ack", id, "--note", "looking")).Out.ShouldContain("acknowledged");
        (await RunAsync("incident", "contain", id)).Out.ShouldContain("contained");
        (await RunAsync("incident", "close", id)).Code.ShouldBe(0);

        JsonElement.Parse((await RunAsync("incident", "list", "--json")).Out).GetArrayLength().ShouldBe(0);
        var shown = JsonElement.Parse((await RunAsync("incident", "show", id, "--json")).Out);
        shown.GetProperty("timeline")
            .EnumerateArray()
            .Select(static e => e.GetProperty("kind").GetString())
            .ShouldBe(["declared", "acknowledged", "contained", "closed"]);
        var again = await RunAsync("incident", "ack", id);
        (again.Code, again.Error).ShouldBe((1, again.Error));
        again.Error.ShouldContain($"no open incident {id}");
    }

    [Fact]
    public async Task SaysWhatIsMissing_ForADrill()
    {
        var untargeted = await RunAsync("drill", "rollback");
        untargeted.Code.ShouldBe(1);
        untargeted.Error.ShouldContain("no target for a rollback drill");
        (await RunAsync("drill", "everything")).Code.ShouldBe(2);
        (await RunAsync("incident", "declare", new string('x', 600))).Code.ShouldBe(2);
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InAsync(_folder.Path, args);
}
