using System.Text;
using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

public sealed class TextCommandsTests : IDisposable
{
    private const string Sensitive = "Mail erika.mustermann@mailbox.org about IBAN DE89 3704 0044 0532 0130 00.\n";
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Redact_StandardInput_WritesOnlyTheTextToStandardOutput()
    {
        var run = await CommandRun.WithInputAsync(_folder.Path, Encoding.UTF8.GetBytes(Sensitive), "redact");

        run.Code.ShouldBe(0);
        run.Out.ShouldBe("Mail [email] about IBAN [iban].\n");
        run.Error.ShouldContain("2 redacted");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Redact_AFile_LeavesItAndNothingBeside()
    {
        Write("a.txt", Sensitive);

        (await CommandRun.InAsync(_folder.Path, "redact", "a.txt", "-o", "b.txt")).Code.ShouldBe(0);

        Read("a.txt").ShouldBe(Sensitive);
        Read("b.txt").ShouldBe("Mail [email] about IBAN [iban].\n");
        Files().ShouldBe(["a.txt", "b.txt"]);
    }

    [Fact]
    public async Task Redact_Jsonl_KeepsTheStructure()
    {
        Write("chat.jsonl", """{"messages":[{"role":"user","content":"erika.mustermann@mailbox.org"}],"n":1}""" + "\n");

        var run = await CommandRun.InAsync(_folder.Path, "redact", "chat.jsonl");

        JsonElement.Parse(run.Out).GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("[email]");
    }

    [Fact]
    public async Task Restore_UndoesTokenise_InAnotherRun()
    {
        Write("a.txt", Sensitive);
        (await CommandRun.InAsync(_folder.Path, "redact", "--action", "tokenise", "a.txt", "-o", "b.txt")).Code.ShouldBe(0);
        Read("b.txt").ShouldNotContain("mailbox");

        (await CommandRun.InAsync(_folder.Path, "restore", "b.txt")).Out.ShouldBe(Sensitive);
        (await CommandRun.InAsync(_folder.Path, "restore", "b.txt", "--scope", "other")).Out.ShouldBe(Read("b.txt"));
    }

    /// <summary>As many values as a customer list has, over two runs into one data folder.</summary>
    [Fact]
    public async Task Tokenise_OfMoreValuesThanAConversationHolds_IsUndoneToTheByte()
    {
        foreach (var run in new[] { "a", "b" })
        {
            Write($"{run}.txt", string.Concat(Enumerable.Range(0, 6_000).Select(i => $"row {i}: {run}{i}.doe@mail{i % 89}.example.org\n")));
            (await CommandRun.InAsync(_folder.Path, "redact", "--action", "tokenise", $"{run}.txt", "-o", $"{run}.out")).Code.ShouldBe(0);
            Read($"{run}.out").ShouldNotContain("[email]");
        }

        foreach (var run in new[] { "a", "b" })
        {
            (await CommandRun.InAsync(_folder.Path, "restore", $"{run}.out", "-o", $"{run}.back")).Code.ShouldBe(0);
            Read($"{run}.back").ShouldBe(Read($"{run}.txt"));
        }
    }

    [Fact]
    public async Task Tokenise_OfAValueThatGetsNoToken_Fails_AndKeepsTheOriginal()
    {
        Write("list.txt", Sensitive);

        var run = await CommandRun.InAsync(_folder.Path, "redact", "list.txt", "--action", "tokenise", "--max-tokens", "1", "--in-place");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("cannot get the action tokenise");
        Read("list.txt").ShouldBe(Sensitive);
        Files().Where(static file => !file.StartsWith(".guard", StringComparison.Ordinal)).ShouldBe(["list.txt"]);
    }

    [Fact]
    public async Task Redact_AFolder_MirrorsItsTexts_AndLeavesBinariesOut()
    {
        Write("in/x.txt", Sensitive);
        Write("in/deep/y.txt", Sensitive);
        Write("in/.git/config", Sensitive);
        File.WriteAllBytes(Path.Combine(_folder.Path, "in", "z.bin"), [1, 0, 2, 0]);

        var run = await CommandRun.InAsync(_folder.Path, "redact", "in", "-o", "out");

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("left out");
        Files().Where(static file => file.StartsWith("out", StringComparison.Ordinal)).ShouldBe(["out/deep/y.txt", "out/x.txt"]);
    }

    [Fact]
    public async Task InPlace_ReplacesTheFile_KeepsItsPermissions_AndAsksBeforeDestroying()
    {
        Write("a.txt", Sensitive);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(_folder.Path, "a.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await CommandRun.InAsync(_folder.Path, "redact", "a.txt", "--in-place")).Code.ShouldBe(2);
        Read("a.txt").ShouldBe(Sensitive);

        (await CommandRun.InAsync(_folder.Path, "redact", "a.txt", "--in-place", "--yes")).Code.ShouldBe(0);
        Read("a.txt").ShouldBe("Mail [email] about IBAN [iban].\n");
        Files().ShouldBe(["a.txt"]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder.Path, "a.txt")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task InPlace_ThroughALink_IsRefused()
    {
        Write("a.txt", Sensitive);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.txt"), Path.Combine(_folder.Path, "a.txt"));

        var run = await CommandRun.InAsync(_folder.Path, "redact", "link.txt", "--in-place", "--yes");

        run.Code.ShouldBe(2);
        Read("a.txt").ShouldBe(Sensitive);
    }

    [Theory]
    [InlineData("redact", "missing.txt")]
    [InlineData("redact", "binary.bin")]
    [InlineData("restore", "a.txt")]
    public async Task WhatCannotBeDone_FailsAndNamesThePlace(string command, string file)
    {
        Write("a.txt", Sensitive);
        File.WriteAllBytes(Path.Combine(_folder.Path, "binary.bin"), [1, 0, 2, 0]);

        var run = await CommandRun.InAsync(_folder.Path, command, file);

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith("guard: ");
        run.Error.ShouldContain(command == "restore" ? ".guard" : file);
    }

    [Theory]
    [InlineData("redact", "a.txt", "b.txt")]
    [InlineData("redact", "a.txt", "-o", "a.txt")]
    [InlineData("redact", "a.txt", "-o", "b.txt")]
    [InlineData("redact", "a.txt", "-o", "/dev/null", "--force")]
    [InlineData("redact", "a.txt", "--action", "shred")]
    [InlineData("redact", "a.txt", "--in-place", "-o", "c.txt")]
    [InlineData("redact", "-", "a.txt")]
    [InlineData("redact", "a.txt", "--threshold", "2")]
    [InlineData("frobnicate")]
    [InlineData("up", "--port", "99999")]
    [InlineData("up", "--urls", "http://0.0.0.0:8080")]
    [InlineData("up", "--upstream", "http://models.example/v1")]
    [InlineData("up", "--upstream", "https://models.example/v1", "--upstream-key-env", "NOT_SET_ANYWHERE")]
    public async Task AWrongCommandLine_ExitsWith2_AndChangesNothing(params string[] args)
    {
        Write("a.txt", Sensitive);
        Write("b.txt", Sensitive);

        var run = await CommandRun.InAsync(_folder.Path, args);

        run.Code.ShouldBe(2);
        run.Error.ShouldStartWith("guard: ");
        Files().ShouldBe(["a.txt", "b.txt"]);
        Read("b.txt").ShouldBe(Sensitive);
    }

    [Fact]
    public async Task Inspect_Json_CountsWithoutText()
    {
        Write("a.txt", Sensitive);

        var run = await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--json", "--fail-on-findings");

        run.Code.ShouldBe(1);
        JsonElement.Parse(run.Out).GetProperty("counts").GetProperty("email").GetInt64().ShouldBe(1);
        run.Out.ShouldNotContain("erika");
    }

    [Theory]
    [InlineData]
    [InlineData("up")]
    [InlineData("demo")]
    [InlineData("redact")]
    [InlineData("restore")]
    [InlineData("inspect")]
    [InlineData("policy", "check")]
    [InlineData("policy", "explain")]
    [InlineData("keys", "create")]
    [InlineData("keys", "list")]
    [InlineData("keys", "revoke")]
    public async Task Help_IsEverywhere(params string[] command)
    {
        var run = await CommandRun.InAsync(_folder.Path, [.. command, "--help"]);

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("Usage:");
        run.Out.ShouldNotContain("\u001b[");
    }

    [Fact]
    public async Task AReaderThatLeaves_EndsTheProgram()
    {
        Write("big.txt", string.Concat(Enumerable.Repeat(Sensitive, 40_000)));
        using var guard = GuardProcess.Start(_folder.Path, "redact", "big.txt");
        guard.StandardOutput.Close();

        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);

        guard.ExitCode.ShouldBe(1);
        (await guard.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.Path, name));

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    [Fact]
    public async Task Redact_JsonLines_NamesAndNumbersToo()
    {
        var line = """{"card":4111111111111111,"jane.roe@northwind.example":1,"n":12,"e":1.5e3}""" + "\n";

        var run = await CommandRun.WithInputAsync(_folder.Path, Encoding.UTF8.GetBytes(line), "redact", "--format", "jsonl");

        run.Out.ShouldBe("""{"card":"[payment-card]","[email]":1,"n":12,"e":1.5e3}""" + "\n");
    }

    [Fact]
    public async Task Report_ShowsNothingThatATerminalObeys()
    {
        await File.WriteAllBytesAsync(
            Path.Combine(_folder.Path, "a\u001b[2J\u202eb.bin"), [0, 1, 2], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "c.txt"), "plain", TestContext.Current.CancellationToken);

        var run = await CommandRun.InAsync(_folder.Path, "inspect", ".");

        (run.Out + run.Error).ShouldContain("a?[2J?b.bin");
        (run.Out + run.Error).ShouldNotContain("\u001b");
    }
}
