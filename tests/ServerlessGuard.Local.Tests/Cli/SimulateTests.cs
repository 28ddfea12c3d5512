using System.Text.Json;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>The services and settings of <c>guard simulate</c> for the function app on this machine.</summary>
public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The committed example is the command's own output, so it follows policies/duties.yaml.</summary>
    [Fact]
    public async Task Settings_OfTheGateway_AreTheCommittedExample()
    {
        var run = await CommandRun.InAsync(_folder.Path, "simulate", "settings", "gateway");

        run.Code.ShouldBe(0);
        run.Out.ReplaceLineEndings("\n").ShouldBe(
            (await File.ReadAllTextAsync(Path.Combine(
                AppContext.BaseDirectory, "local.settings.example.json"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"),
            "Write it anew: guard simulate settings gateway > functions/ServerlessGuard.Functions/local.settings.example.json");
    }

    [Fact]
    public async Task Settings_OfEveryDuty_DisableWhatIsNotItsOwn()
    {
        var duties = DutyList.Read(DutyList.Shipped);
        foreach (var duty in duties.Duties)
        {
            var run = await CommandRun.InAsync(_folder.Path, "simulate", "settings", duty.Id, "--port", "20010");
            var values = JsonElement.Parse(run.Out)
                .GetProperty("Values")
                .EnumerateObject()
                .ToDictionary(static p => p.Name, static p => p.Value.GetString());
            (values["Guard__Duty"], values["GuardEventsQueue"]).ShouldBe((duty.Id, "events-" + duty.Id));
            (values["Guard__Simulation"], values["Guard__Upstream"]).ShouldBe(("http://127.0.0.1:20010/", "http://127.0.0.1:20011/v1"));
            values.Keys.Where(static name => name.StartsWith("AzureWebJobs.", StringComparison.Ordinal))
                .ShouldBe(duties.Foreign([duty]).Select(static function => $"AzureWebJobs.{function}.Disabled"));
        }
    }

    [Fact]
    public async Task Settings_OfSeveralDuties_AreThoseOfOneApp()
    {
        async Task<Dictionary<string, string?>> ValuesAsync(string duties) =>
            JsonElement.Parse((await CommandRun.InAsync(_folder.Path, "simulate", "settings", duties)).Out)
                .GetProperty("Values").EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString());

        var all = await ValuesAsync("all");
        all.Keys.ShouldNotContain(static name => name.StartsWith("AzureWebJobs.", StringComparison.Ordinal));
        all["Guard__Duty"].ShouldBe("gateway,redactor,reviewer,rotator,deployer,auditor");
        all["GuardEventsQueue"].ShouldBe("events-redactor", "the gateway has no queue");

        // In the file's order, whatever the order of the words.
        var two = await ValuesAsync("auditor, gateway");
        two["Guard__Duty"].ShouldBe("gateway,auditor");
        two.Keys.ShouldContain("AzureWebJobs.rotation_sweep.Disabled");
        two.Keys.ShouldNotContain("AzureWebJobs.checkpoint.Disabled");
    }

    /// <summary>An emulator on other ports, and a policy of the newcomer's own.</summary>
    [Fact]
    public async Task Settings_FollowTheEmulatorAndThePolicy()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "mine.yaml"), "version: 1\n", TestContext.Current.CancellationToken);
        const string connection =
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=MTIz;BlobEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:2/a;TableEndpoint=http://127.0.0.1:3/a;";

        var run = await CommandRun.WithAsync(
            new Dictionary<string, string> { ["GUARD_STORAGE_CONNECTION"] = connection }, _folder.Path, "simulate", "settings", "gateway",
            "--policy", "mine.yaml");

        run.Code.ShouldBe(0, run.Error);
        var values = JsonElement.Parse(run.Out).GetProperty("Values");
        ((string[])["AzureWebJobsStorage", "GuardEvents", "Guard__StorageConnection"])
            .ShouldAllBe(name => values.GetProperty(name).GetString() == connection);
        values.GetProperty("Guard__Policy").GetString().ShouldBe(Path.Combine(_folder.Path, "mine.yaml"));
    }

    /// <summary>A real account's key is not written to a file.</summary>
    [Fact]
    public async Task Settings_TakeNoRealAccount()
    {
        var variables = new Dictionary<string, string>
        {
            ["GUARD_STORAGE_CONNECTION"] =
            "DefaultEndpointsProtocol=https;AccountName=guarddata;AccountKey=MTIz;EndpointSuffix=core.windows.net"
        };

        var run = await CommandRun.WithAsync(variables, _folder.Path, "simulate", "settings", "gateway");

        run.Code.ShouldBe(2);
        (run.Out + run.Error).ShouldNotContain("MTIz");
        run.Error.ShouldContain("GUARD_STORAGE_CONNECTION");
    }

    [Theory]
    [InlineData("simulate", "settings", "gateway", "--policy", "none.yaml")]
    [InlineData("simulate", "settings", "cook")]
    [InlineData("simulate", "settings", "gateway,cook")]
    [InlineData("simulate", "settings", "gateway,all")]
    [InlineData("simulate", "settings", ",")]
    [InlineData("simulate", "settings")]
    [InlineData("simulate", "--port", "65536")]
    [InlineData("simulate", "--port", "65535")]
    public async Task Refuses_WhatIsNoDutyAndNoPort(params string[] args) =>
        (await CommandRun.InAsync(_folder.Path, args)).Code.ShouldBe(2);

    [Fact]
    public async Task ABadPolicy_IsSaidWithItsPlace()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "bad.yaml"), "version: 2\n", TestContext.Current.CancellationToken);

        var run = await CommandRun.InAsync(_folder.Path, "simulate", "--port", "0", "--policy", "bad.yaml");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("bad.yaml(1,");
    }

    /// <summary>The vault has what infra makes in it: a policy's duties find every key they use.</summary>
    [Fact]
    public void TheVault_HasEveryKeyThatADutyUses()
    {
        var used = File.ReadLines(DutyList.Shipped).Select(static line => line.IndexOf("on: key/", StringComparison.Ordinal) is > 0
            and var at ? line[(at + 8)..].TrimEnd('}', ' ') : null).OfType<string>().Distinct();
        DutyAzure.Keys.Keys.ShouldBe(used, ignoreOrder: true);
    }
}
