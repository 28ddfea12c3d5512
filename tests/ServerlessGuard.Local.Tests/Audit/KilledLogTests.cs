using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Audit;

public sealed class KilledLogTests
{
    [LongFact]
    public async Task KilledAgainAndAgain_EveryAnswerIsInTheLog_AndTheLogVerifies()
    {
        using var folder = new TemporaryDirectory();
        var answered = new List<string>();
        string? key = null;
        for (var life = 0; life < 3; life++)
        {
            await using var guard = await GuardProcess.UpAsync(folder.Path);

            // Shown once, when the folder is new.
            key ??= guard.Key;
            for (var request = 0; request < 10; request++)
            {
                answered.Add(await AskAsync(guard.Url, key!));
            }

            await guard.KillAsync();
        }

        await using (var last = await GuardProcess.UpAsync(folder.Path))
        {
            (await last.StopAsync()).ShouldBe(0);
        }

        var run = await CommandRun.InAsync(folder.Path, "log", "verify", ".guard", "--json");
        run.Code.ShouldBe(0, run.Out + run.Error);
        var json = JsonElement.Parse(run.Out);
        json.GetProperty("writers").GetInt32().ShouldBe(4);
        var found = new HashSet<string?>();
        await foreach (var (_, entry) in new LogReader(new DirectoryLogSource(Path.Combine(folder.Path, ".guard")))
            .EntriesAsync(0, json.GetProperty("size").GetInt64(), TestContext.Current.CancellationToken))
        {
            if (AuditEntryEncoding.Decode(entry)!.Entry is { Kind: AuditKinds.InteractionClosed } closed)
            {
                found.Add(closed.Interaction);
            }
        }

        answered.ShouldBeSubsetOf(found);
        (await CommandRun.InAsync(folder.Path, "trace", answered[0])).Out.ShouldContain(AuditKinds.InteractionClosed);
    }

    private static async Task<string> AskAsync(Uri url, string key)
    {
        using var http = new HttpClient { BaseAddress = url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var body = new { model = GuardUp.Model, messages = new[] { new { role = "user", content = "Hello" } } };
        using var response = await http.PostAsJsonAsync("chat/completions", body, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue();
        return response.Headers.GetValues("Guard-Interaction").Single();
    }
}
