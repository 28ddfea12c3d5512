using System.Diagnostics;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Files;

/// <summary>A pipe that nobody writes to, in the place of every file that a command opens: the command ends and names it.</summary>
public sealed class RegularFileTests
{
    [Theory]
    [InlineData("redact", "PIPE")]
    [InlineData("redact", "PIPE", "-o", "out.txt")]
    [InlineData("redact", "FOLDER", "-o", "out")]
    [InlineData("redact", "--in-place", "--action", "tokenise", "PIPE")]
    [InlineData("restore", "PIPE")]
    [InlineData("inspect", "PIPE")]
    [InlineData("inspect", "FOLDER")]
    [InlineData("inspect", "--format", "jsonl", "PIPE")]
    [InlineData("policy", "check", "PIPE")]
    [InlineData("policy", "explain", "app", "--policy", "PIPE")]
    [InlineData("evidence", "verify", "FOLDER")]
    [InlineData("evidence", "verify", "FOLDER", "--countersigner", "PIPE")]
    [InlineData("attest", "accept", "PIPE")]
    [InlineData("up", "--port", "0", "--policy", "PIPE")]
    [InlineData("keys", "list", "--data", "PIPE")]
    [InlineData("cases", "edit", "x", "--path", "text0", "--file", "PIPE")]
    public async Task APipe_IsRefused(params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows names no pipes in folders.");
        using var folder = new TemporaryDirectory();
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "pack"));
        foreach (var pipe in new[] { Path.Combine(folder.Path, "pipe"), Path.Combine(below.FullName, "pipe.txt") })
        {
            using var made = Process.Start("mkfifo", [pipe]);
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Files that a command finds missing before it opens a file is there.
        (await CommandRun.InAsync(folder.Path, "keys", "create", "demo")).Code.ShouldBe(0);

        // On a thread of its own: opening a pipe blocks, and a command that does so shall fail the test and not the others.
        var run = await Condition.EndsAsync(
            _ => Task.Run(() => CommandRun.InAsync(folder.Path, [.. args.Select(static arg => arg switch
            {
                "PIPE" => "pipe",
                "FOLDER" => "pack",
                _ => arg,
            })])),
            "the command to end");
        run.Code.ShouldNotBe(0);
        (run.Out + run.Error).ShouldContain("pipe");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/random")]
    public async Task ADevice_IsRefused(string device)
    {
        Assert.SkipUnless(File.Exists(device), "There is no such device.");
        using var folder = new TemporaryDirectory();
        var run = await CommandRun.InAsync(folder.Path, "inspect", device);
        run.Code.ShouldBe(2);
        (run.Out + run.Error).ShouldContain("no regular file");
    }
}
