using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Records;

/// <summary>Somebody puts older files of the guard back, while it is stopped.</summary>
public sealed class OlderDataTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task AnOlderDatabase_RevivesNoKey_AndStartsNoStoppedModel()
    {
        using var folder = new TemporaryDirectory();
        var (data, before) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "before"));
        string key;
        await using (var guard = await UpAsync(folder, data))
        {
            key = guard.Key!;
            (await AskAsync(guard, key)).ShouldBe(HttpStatusCode.OK);
            (await CommandRun.InAsync(folder.Path, "keys", "create", "second", "--data", data)).Code.ShouldBe(0);
            (await guard.StopAsync()).ShouldBe(0);
        }

        CopyDatabase(data, before);
        (await CommandRun.InAsync(folder.Path, "keys", "revoke", "demo", "--data", data)).Code.ShouldBe(0);
        (await CommandRun.InAsync(folder.Path, "stop", GuardUp.Model, "--data", data)).Code.ShouldBe(0);
        CopyDatabase(before, data);

        await using var again = await UpAsync(folder, data);
        (await AskAsync(again, key)).ShouldBe(HttpStatusCode.Unauthorized);
        again.Error.ShouldContain("The document demo of caller-keys is older");
        again.Error.ShouldContain($"The document {GuardUp.Model} of routes is missing");
        (await CommandRun.InAsync(folder.Path, "stop", GuardUp.Model, "--data", data)).Out.ShouldContain("stopped already");
        (await again.StopAsync()).ShouldBe(0);
    }

    [LongFact]
    public async Task AnOlderFolder_IsRefused_ByTheCheckpointOutside()
    {
        using var folder = new TemporaryDirectory();
        var (data, before) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "before"));
        var kept = Path.Combine(folder.Path, "checkpoint");
        await StartAndStopAsync(folder, data, kept);
        CopyFolder(data, before);
        await StartAndStopAsync(folder, data, kept);
        Directory.Delete(data, recursive: true);
        CopyFolder(before, data);

        var refused = await CommandRun.InAsync(folder.Path, "up", "--port", "0", "--data", data, "--checkpoint", kept);
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("The data are an older copy");

        // An empty folder is older still, and has another log.
        refused = await CommandRun.InAsync(folder.Path, "up", "--port", "0", "--data", "new", "--checkpoint", kept);
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("no checkpoint of this guard's log");

        File.Delete(kept);
        await StartAndStopAsync(folder, data, kept);
    }

    [LongFact]
    public async Task TheSameFolder_GoesOn_AsOftenAsItIsStarted()
    {
        using var folder = new TemporaryDirectory();
        var (data, kept) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "checkpoint"));
        for (var start = 0; start < 3; start++)
        {
            await StartAndStopAsync(folder, data, kept);
        }
    }

    [Fact]
    public async Task ACheckpointInTheFolder_IsNoCheckpointOutside()
    {
        using var folder = new TemporaryDirectory();
        var refused = await CommandRun.InAsync(folder.Path, "up", "--port", "0", "--data", "data", "--checkpoint", "data/kept");
        refused.Code.ShouldBe(2);
        refused.Error.ShouldContain("lies in the data folder");
    }

    private static async Task StartAndStopAsync(TemporaryDirectory folder, string data, string kept)
    {
        await using var guard = await GuardProcess.UpAsync(folder.Path, "--data", data, "--checkpoint", kept);
        (await guard.StopAsync()).ShouldBe(0);
        File.Exists(kept).ShouldBeTrue();
    }

    private static Task<GuardProcess> UpAsync(TemporaryDirectory folder, string data) => GuardProcess.UpAsync(folder.Path, "--data", data);

    private static async Task<HttpStatusCode> AskAsync(GuardProcess guard, string key)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var body = new { model = GuardUp.Model, messages = new[] { new { role = "user", content = "Hello" } } };
        using var answer = await http.PostAsJsonAsync(guard.Url + "chat/completions", body, Cancel);
        return answer.StatusCode;
    }

    private static void CopyDatabase(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(to, "guard.db*"))
        {
            File.Delete(file);
        }

        foreach (var file in Directory.EnumerateFiles(from, "guard.db*"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
