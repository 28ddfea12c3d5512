using System.Text;
using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Clients;

/// <summary>
/// Clients from npm and NuGet get what they expect. The run makes the table of docs/clients.md; a table that differs fails.
/// </summary>
public sealed class ClientMatrixTests
{
    private static readonly string[] Scenarios = ["chat", "responses", "stream", "tools", "structured", "embeddings", "block"];

    /// <summary>The result that a scenario must give; a client without such a call is left out.</summary>
    private static readonly Dictionary<string, Func<JsonElement, bool>> Holds = new(StringComparer.Ordinal)
    {
        ["chat"] = static got => Text(got) == "You wrote: Write to erika.mustermann@mailbox.org",
        ["responses"] = static got => Text(got) == "You wrote: Write to erika.mustermann@mailbox.org",
        ["stream"] = static got => Text(got) is { } text
            && text.Contains("valid for every region", StringComparison.Ordinal)
            && !text.Contains("gh" + "p_", StringComparison.Ordinal),
        ["tools"] = static got => Text(got)?.Contains("c-7", StringComparison.Ordinal) ?? false,
        ["structured"] = static got => Text(got)?.Contains("erika.mustermann@mailbox.org", StringComparison.Ordinal) ?? false,
        ["embeddings"] = static got => got.ToString() == "8",
        ["block"] = static got => Text(got) is "content_filter" or "content-filter" or "ContentFilter" or "refusal"
            || (Text(got)?.StartsWith("Blocked by policy", StringComparison.Ordinal) ?? false),
    };

    /// <summary>The prompts of clients.mjs.</summary>
    private static readonly Dictionary<string, string> Prompts = new(StringComparer.Ordinal)
    {
        ["chat"] = "Write to erika.mustermann@mailbox.org",
        ["stream"] = "What is the deployment key?",
        ["tools"] = """Please call the tool crm.lookup with {"customer": "c-7"}""",
        ["structured"] = """Please answer as JSON {"customer": "erika.mustermann@mailbox.org"}""",
        ["block"] = "My key is " + "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    };

    [LongFact]
    public async Task EveryClient_GetsWhatItAsksFor()
    {
        using var folder = new TemporaryDirectory();
        await using var guard = await GuardProcess.UpAsync(
            folder.Path, "--model", GuardUp.Model, "--tool", "crm.lookup", "crm_lookup", "refund.create");

        var token = TestContext.Current.CancellationToken;
        var fromNpm = await NodeClient.RunAsync("clients.mjs", guard.Url, guard.Key!, GuardUp.Model, token);
        var fromNuGet = JsonSerializer.SerializeToElement(await new NuGetClients(guard.Url, guard.Key!, Prompts, token).RunAsync());
        JsonProperty[] result = [.. fromNpm.EnumerateObject(), .. fromNuGet.EnumerateObject()];

        var failed = (from client in result
                      from scenario in client.Value.EnumerateObject()
                      where !Holds[scenario.Name](scenario.Value)
                      select $"{client.Name}, {scenario.Name}: {scenario.Value}").ToArray();
        failed.ShouldBeEmpty();
        var table = Table(result);
        (table == await WrittenAsync()).ShouldBeTrue($"docs/clients.md has another table than this run:\n{table}");
    }

    private static string? Text(JsonElement got) => got.ValueKind == JsonValueKind.String ? got.GetString() : null;

    private static string Table(IReadOnlyList<JsonProperty> result)
    {
        var table = new StringBuilder();
        table.Append("| client | ").AppendJoin(" | ", Scenarios).Append(" |\n|---|").Insert(table.Length, "---|", Scenarios.Length).Append('\n');
        foreach (var client in result)
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
