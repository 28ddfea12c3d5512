using System.Net.Http.Json;
using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Audit;

/// <summary>The report over a log that a real guard wrote: an application that enforces, and one that observes.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private const string Policy = """
        version: 1
        applications:
          - { id: desk, tier: strict, models: [demo-model], callers: ["key:desk"] }
          - { id: trial, tier: watched, models: [demo-model], callers: ["key:trial"] }
        tiers:
          strict: { input: { personal: block } }
          watched: { enforce: observe, input: { personal: block } }
        models:
          demo-model: { platform: openai }
        """;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [LongFact]
    public async Task Says_WhatWasStopped_WhatWouldBe_AndWhere()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "own.yaml"), Policy, TestContext.Current.CancellationToken);
        await using (var guard = await GuardProcess.UpAsync(_folder.Path, "--policy", "own.yaml", "--data", "data"))
        {
            foreach (var name in (string[])["desk", "trial"])
            {
                var key = guard.Ready.GetProperty("keys").GetProperty(name).GetString()!;
                await ChatAsync(guard, key, "Good morning");
                await ChatAsync(guard, key, "Write to rosa@example.com");
            }

            await guard.StopAsync();
        }

        var run = await CommandRun.InAsync(_folder.Path, "report", "--since", "1h", "--data", "data", "--json");
        var report = JsonElement.Parse(run.Out);
        report.GetProperty("applications").EnumerateArray()
            .Select(static one => (Text(one, "application"), Text(one, "mode"), Number(one, "allowed"), Number(one, "blocked")))
            .ShouldBe([("desk", "enforce", 1, 1), ("trial", "observe", 1, 1)]);
        var reasons = report.GetProperty("reasons").EnumerateArray().ToList();
        reasons.Select(static one => (Text(one, "application"), Text(one, "reason"), Number(one, "blocked"), Number(one, "alone")))
            .ShouldBe([("desk", "SG-PII-001", 1, 1), ("trial", "SG-PII-001", 1, 1)], ignoreOrder: true);
        var example = reasons[0].GetProperty("examples")[0].GetString()!;
        (await CommandRun.InAsync(_folder.Path, "trace", example, "--data", "data")).Code.ShouldBe(0);

        var plain = await CommandRun.InAsync(_folder.Path, "report", "--data", "data", "--application", "trial");
        plain.Out.ShouldContain("would have happened");
        plain.Out.ShouldNotContain("desk");
        (await CommandRun.InAsync(_folder.Path, "report", "--data", "data", "--since", "soon")).Code.ShouldBe(2);
    }

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static long Number(JsonElement one, string name) => one.GetProperty(name).GetInt64();

    private static async Task ChatAsync(GuardProcess guard, string key, string text)
    {
        using var client = new HttpClient { BaseAddress = guard.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await client.PostAsJsonAsync(
            "chat/completions", new { model = GuardUp.Model, messages = new[] { new { role = "user", content = text } } },
            TestContext.Current.CancellationToken);
    }
}
