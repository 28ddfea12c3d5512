using System.Text;
using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Clients;

/// <summary>Clients from npm get what they expect. The run makes the table of docs/clients.md; a table that differs fails.</summary>
public sealed class ClientMatrixTests
{
    private static readonly string[] Scenarios = ["chat", "responses", "stream", "tools", "embeddings", "block"];

    /// <summary>The result that a scenario must give; a client without such a call is left out.</summary>
    private static readonly Dictionary<string, Func<JsonElement, bool>> Holds = new(StringComparer.Ordinal)
    {
        ["chat"] = static got => Text(got) == "You wrote: Write to erika.mustermann@mailbox.org",
        ["responses"] = static got => Text(got) == "You wrote: Write to erika.mustermann@mailbox.org",
        ["stream"] = static got => Text(got) is { } text
            && text.Contains("valid for every region", StringComparison.Ordinal)
            && !text.Contains("gh" + "p_", StringComparison.Ordinal),
        ["tools"] = static got => Text(got)?.Contains("c-7", StringComparison.Ordinal) ?? false,
        ["embeddings"] = static got => got.ValueKind == JsonValueKind.Number && got.GetInt32() == 8,
        ["block"] = static got => Text(got) is "content_filter" or "content-filter"
            || (Text(got)?.StartsWith("Blocked by policy", StringComparison.Ordinal) ?? false),
    };

    [Fact]
    public async Task EveryClient_GetsWhatItAsksFor()
    {
        using var folder = new TemporaryDirectory();
        await using var guard = await GuardProcess.UpAsync(
            folder.Path, "--model", GuardUp.Model, "--tool", "crm.lookup", "crm_lookup", "refund.create");

        var result = await NodeClient.RunAsync("clients.mjs", guard.Url, guard.Key!, GuardUp.Model, TestContext.Current.CancellationToken);

        var failed = (from client in result.EnumerateObject()
                      from scenario in client.Value.EnumerateObject()
                      where !Holds[scenario.Name](scenario.Value)
                      select $"{client.Name}, {scenario.Name}: {scenario.Value}").ToArray();
        failed.ShouldBeEmpty();
        Table(result).ShouldBe(await WrittenAsync(), "docs/clients.md has another table than this run");
    }

    private static string? Text(JsonElement got) => got.ValueKind == JsonValueKind.String ? got.GetString() : null;

    private static string Table(JsonElement result)
    {
        var table = new StringBuilder();
        table.Append("| client | ").AppendJoin(" | ", Scenarios).Append(" |\n|---|").Insert(table.Length, "---|", Scenarios.Length).Append('\n');
        foreach (var client in result.EnumerateObject())
        {
            table.Append("| ").Append(client.Name).Append(" | ")
                .AppendJoin(" | ", Scenarios.Select(name => client.Value.TryGetProperty(name, out _) ? "yes" : "-")).Append(" |\n");
        }

        return table.ToString();
    }

    private static async Task<string> WrittenAsync()
    {
        var path = Path.Combine(Repository.Root, "docs", "clients.md");
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        var first = lines.SkipWhile(static line => !line.StartsWith('|')).TakeWhile(static line => line.StartsWith('|'));
        return string.Concat(first.Select(static line => line + "\n"));
    }
}
