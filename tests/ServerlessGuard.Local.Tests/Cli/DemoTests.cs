using System.Text.Json;
using ServerlessGuard.Local.Demo;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

public sealed class DemoTests
{
    [LongFact]
    public async Task EveryChapterHolds_InTheRealProgram()
    {
        using var folder = new TemporaryDirectory();
        using var guard = GuardProcess.Start(folder.Path, "demo", "--json");
        var output = await guard.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);

        var story = JsonElement.Parse(output);
        story.GetProperty("scenarios").EnumerateArray()
            .SelectMany(static scenario => scenario.GetProperty("checks").EnumerateArray())
            .Where(static check => !check.GetProperty("passed").GetBoolean())
            .Select(static check => check.GetProperty("description").GetString())
            .ShouldBeEmpty();
        story.GetProperty("scenarios").GetArrayLength().ShouldBe(DemoScenarios.All.Count);
        guard.ExitCode.ShouldBe(0);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void AChapterWithoutChecks_OrWithAFailedOne_DoesNotHold()
    {
        var outcome = new ScenarioOutcome { Tried = "", ModelSaw = "", ClientGot = "", Checks = [] };

        outcome.Passed.ShouldBeFalse();
        (outcome with { Checks = [new("a", true), new("b", false)] }).Passed.ShouldBeFalse();
        (outcome with { Checks = [new("a", true)] }).Passed.ShouldBeTrue();
    }
}
