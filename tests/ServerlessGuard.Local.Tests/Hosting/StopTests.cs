using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting;

public sealed class StopTests(GuardUp up)
{
    [Fact]
    public async Task ToldToStop_FinishesTheAnswerUnderWay()
    {
        using var folder = new TemporaryDirectory();
        await using var guard = await GuardProcess.UpAsync(folder.Path);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, guard.Url + "chat/completions")
        {
            Content = JsonContent.Create(new
            {
                model = GuardUp.Model,
                stream = true,
                messages = new[] { new { role = "user", content = "Please answer slowly, one step after the other" } }
            }),
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var stopped = guard.StopAsync();
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        text.ShouldContain("[DONE]");
        (await stopped).ShouldBe(0);
    }

    /// <summary>So that the next start does not read what this one served.</summary>
    [LongFact]
    public async Task ToldToStop_SealsItsLog()
    {
        using var folder = new TemporaryDirectory();
        await using var guard = await GuardProcess.UpAsync(folder.Path, "--data", "data");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
        using var answer = await http.PostAsJsonAsync(
            guard.Url + "chat/completions", new { model = GuardUp.Model, messages = new[] { new { role = "user", content = "Good day" } } },
            TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await guard.StopAsync()).ShouldBe(0);

        var writers = await new FileAppendLogs(Path.Combine(folder.Path, "data")).ListAsync(TestContext.Current.CancellationToken);
        writers.ShouldNotBeEmpty();
        writers.ShouldAllBe(static writer => writer.State == WriterState.Sealed);
    }

    [LongFact]
    public async Task ASecondGuardOnThePort_SaysSo()
    {
        using var folder = new TemporaryDirectory();

        var guard = await up.GuardAsync();

        var second = await CommandRun.InAsync(folder.Path, "up", "--port", guard.Url.Port.ToString(CultureInfo.InvariantCulture));

        second.Code.ShouldBe(1);
        second.Error.ShouldContain("something listens there already");
    }

    [Fact]
    public async Task ABadPolicy_StopsTheStart_AndNamesThePlace()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "bad.yaml"), "version: 9\n", TestContext.Current.CancellationToken);

        var run = await CommandRun.InAsync(folder.Path, "up", "--port", "0", "--policy", "bad.yaml");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("bad.yaml(1,");
    }

    [Fact]
    public async Task StoresWithoutTheirAccount_StopTheStart_AndAreNamed()
    {
        using var folder = new TemporaryDirectory();
        (await CommandRun.InAsync(folder.Path, "up", "--stores", "cloud")).Code.ShouldBe(2);
        var nothing = await CommandRun.InAsync(folder.Path, "up", "--stores", "azure");
        nothing.Code.ShouldBe(2);
        nothing.Error.ShouldContain("GUARD_STORAGE_ACCOUNT");
    }

    [Fact]
    public async Task Interrupted_LeavesNothingHalfWritten()
    {
        Assert.SkipWhen(
            IgnoresInterrupts(), "these tests were started with SIGINT ignored (a shell's background job), and children inherit that");
        using var folder = new TemporaryDirectory();
        using var watcher = new FileSystemWatcher(folder.Path);
        var began = new TaskCompletionSource();
        watcher.Created += (_, _) => began.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var guard = GuardProcess.Start(folder.Path, "redact", "-o", "out.txt");
        await guard.StandardInput.WriteAsync(new string('x', 20_000));
        await guard.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await Condition.EndsAsync(_ => began.Task, "the draft of the output");

        using var kill = Process.Start("kill", ["-INT", guard.Id.ToString(CultureInfo.InvariantCulture)]);
        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);

        guard.ExitCode.ShouldBe(130);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    private static bool IgnoresInterrupts()
    {
        const int interrupt = 2;
        const string status = "/proc/self/status";
        var ignored = File.Exists(status)
            ? File.ReadLines(status).First(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim()
            : "0";
        return (ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (interrupt - 1) & 1) == 1;
    }
}
