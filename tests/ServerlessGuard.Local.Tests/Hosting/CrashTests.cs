using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting;

public sealed class CrashTests
{
    private const int Clients = 16;
    private const int AnswersBeforeKill = 200;

    [LongFact]
    public async Task KilledUnderLoad_EveryAnswerThatAClientReceivedHasItsEntries()
    {
        using var folder = new TemporaryDirectory();
        var answered = new ConcurrentBag<string>();
        await using (var guard = await GuardProcess.UpAsync(folder.Path))
        {
            var enough = new TaskCompletionSource();
            var load = Enumerable.Range(0, Clients)
                .Select(client => AskUntilItDiesAsync(guard, client % 2 == 0, answered, enough))
                .ToArray();
            await Condition.EndsAsync(_ => enough.Task, "answers", () => answered.Count);
            await guard.KillAsync();
            await Task.WhenAll(load);
        }

        await using (var again = await GuardProcess.UpAsync(folder.Path))
        {
            (await again.StopAsync()).ShouldBe(0);
        }

        var data = Path.Combine(folder.Path, ".guard");
        var kinds = await EntriesAsync(data);
        await using var services = LocalServices.Open(data, TimeProvider.System, static services => services.AddContent());
        var contents = services.GetRequiredService<ContentStore>();
        foreach (var interaction in answered)
        {
            kinds[interaction].ShouldContain(AuditKinds.InteractionOpened);
            kinds[interaction].ShouldContain(AuditKinds.InteractionClosed);
            kinds[interaction].ShouldNotContain(AuditKinds.ContentLost);
        }

        // Each read is an entry and looks through the lanes: some of them.
        foreach (var interaction in answered.Order(StringComparer.Ordinal).Where(static (_, index) => index % 20 == 0))
        {
            (await contents.ReadAsync(interaction, "answer", "user:auditor", "test", TestContext.Current.CancellationToken))
                .ShouldNotBeNull(interaction);
        }

        // Closed without content: the answer had not gone out, and the start after the crash says so.
        var closed = kinds.Where(static pair => pair.Key.Length > 0 && pair.Value.Contains(AuditKinds.InteractionClosed)).ToList();
        var kept = (IKeptContent)contents;
        var missing = await kept.MissingAsync([.. closed.Select(static pair => pair.Key)], TestContext.Current.CancellationToken);
        missing.Order(StringComparer.Ordinal).ShouldBe(
            closed.Where(static pair => pair.Value.Contains(AuditKinds.ContentLost)).Select(static pair => pair.Key)
                .Order(StringComparer.Ordinal));

        foreach (var (interaction, found) in kinds.Where(static pair => pair.Key.Length > 0))
        {
            found.Count(static kind => kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted).ShouldBe(1, interaction);
        }

        kinds[""].Count(static kind => kind == AuditKinds.HostStarted).ShouldBe(2);
        kinds[""].Count(static kind => kind == AuditKinds.HostStopped).ShouldBe(1);
    }

    private static async Task AskUntilItDiesAsync(
        GuardProcess guard, bool stream, ConcurrentBag<string> answered, TaskCompletionSource enough)
    {
        using var http = new HttpClient { BaseAddress = guard.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
        while (true)
        {
            try
            {
                var body = new
                {
                    model = GuardUp.Model,
                    stream,
                    messages = new[] { new { role = "user", content = "Write to erika.mustermann@mailbox.org" } }
                };
                using var response = await http.PostAsJsonAsync("chat/completions", body, TestContext.Current.CancellationToken);
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                response.IsSuccessStatusCode.ShouldBeTrue(text);
                text.ShouldContain(stream ? "[DONE]" : "finish_reason");
                answered.Add(response.Headers.GetValues("Guard-Interaction").Single());
                if (answered.Count >= AnswersBeforeKill)
                {
                    enough.TrySetResult();
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                return;
            }
            catch (Exception exception)
            {
                enough.TrySetException(exception);
                return;
            }
        }
    }

    /// <summary>Interaction (empty: the guard itself) -> the kinds of its entries. Every chain must be whole.</summary>
    private static async Task<Dictionary<string, List<string>>> EntriesAsync(string data)
    {
        var kinds = new Dictionary<string, List<string>>();
        var logs = new FileAppendLogs(data);
        var token = TestContext.Current.CancellationToken;
        foreach (var writer in await logs.ListAsync(token))
        {
            await foreach (var read in AuditReader.ReadAsync(writer.Name, logs.ReadAsync(writer.Name, token), token))
            {
                read.Fault.ShouldBeNull();
                var entry = read.Entry.ShouldNotBeNull().Entry;
                var key = entry.Interaction ?? "";
                if (!kinds.TryGetValue(key, out var found))
                {
                    kinds[key] = found = [];
                }

                found.Add(entry.Kind);
            }
        }

        return kinds;
    }
}
