using System.Diagnostics;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>
/// infra/up, run with tools of the tests' own in place of Pulumi's and Azure's: what it calls, in which order, and what it says.
/// </summary>
public sealed class UpScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guard-up-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task MakesTheStack_BringsThePackageInOrder_AndSaysTheAddress()
    {
        var (code, output, calls) = await RunAsync(["prod"]);

        code.ShouldBe(0, output);
        calls[0].ShouldBe("pulumi up --stack prod --yes --non-interactive");
        calls.Where(c => c.StartsWith("az", StringComparison.Ordinal) || c.StartsWith("curl", StringComparison.Ordinal))
            .Select(c => c.Split(' ')[0] + " "
                + (c.Contains("name two", StringComparison.Ordinal) || c.Contains("//two", StringComparison.Ordinal) ? "two" : "one"))
            .ShouldBe(["az one", "curl one", "az two", "curl two"]);
        output.ShouldContain("https://two.example/v1 answers");
    }

    [Fact]
    public async Task ThePackageAlone_MakesNoStack()
    {
        var (code, output, calls) = await RunAsync(["prod", "--package-only"]);

        code.ShouldBe(0, output);
        calls.ShouldNotContain(c => c.StartsWith("pulumi up", StringComparison.Ordinal));
    }

    /// <summary>A reader that cannot read keeps the writers from writing.</summary>
    [Fact]
    public async Task AnAppThatIsNotHealthy_EndsIt_BeforeTheNextGetsThePackage()
    {
        var (code, output, calls) = await RunAsync(["prod"], unhealthy: true);

        code.ShouldBe(1);
        output.ShouldContain("one has the package and does not answer /health");
        calls.Count(c => c.StartsWith("curl", StringComparison.Ordinal)).ShouldBe(2);
        calls.ShouldNotContain(c => c.StartsWith("az", StringComparison.Ordinal) && c.Contains("name two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnUpThatFails_EndsIt()
    {
        var (code, _, calls) = await RunAsync(["prod"], failing: true);

        code.ShouldBe(1);
        calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task WithoutAStack_SaysHowItIsCalled() => (await RunAsync([])).Output.ShouldContain("usage: infra/up STACK");

    /// <summary>Readers of every stored format come before the gateway, which writes most of them.</summary>
    [Fact]
    public async Task TheStack_NamesTheAuditorFirst_AndTheGatewayLast()
    {
        var apps = await OutputTextAsync("apps");

        apps.Split(' ')[0].ShouldContain("-auditor-");
        apps.Split(' ')[^1].ShouldContain("-gateway-");
        apps.Split(' ').Length.ShouldBe(Example.Settings("dev").Duties.Apps.Count);
    }

    private static async Task<string> OutputTextAsync(string name) =>
        await Pulumi.Utilities.OutputUtilities.GetValueAsync((Pulumi.Output<string>)(await Graph.OfAsync()).Outputs[name]!);

    private async Task<(int Code, string Output, IReadOnlyList<string> Calls)> RunAsync(
        string[] arguments, bool unhealthy = false, bool failing = false)
    {
        var infra = _folder.CreateSubdirectory("infra").FullName;
        var tools = _folder.CreateSubdirectory("tools").FullName;
        var log = Path.Combine(_folder.FullName, "calls");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "package.zip"), "package");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "up"), Path.Combine(infra, "up"), overwrite: true);
        Tool("pulumi", failing
            ? "exit 1"
            : "case \"$*\" in *resourceGroup*) echo group;; *apps*) echo one two;; *gatewayUrl*) echo https://two.example/v1;; esac");
        Tool("az", "");
        Tool("curl", unhealthy ? "exit 22" : "");
        var start = new ProcessStartInfo("bash", [Path.Combine(infra, "up"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PATH"] = tools + ":" + Environment.GetEnvironmentVariable("PATH"),
                ["GUARD_PACKAGE"] = Path.Combine(_folder.FullName, "package.zip"),
                ["GUARD_HEALTH_TRIES"] = "2",
                ["GUARD_HEALTH_WAIT"] = "0",
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + errors, File.Exists(log) ? await File.ReadAllLinesAsync(log) : []);

        void Tool(string name, string does)
        {
            var path = Path.Combine(tools, name);
            File.WriteAllText(path, $"#!/bin/sh\necho \"{name} $*\" >> '{log}'\n{does}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
