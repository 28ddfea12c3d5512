using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>
/// A request over HTTP whose host dies at each call of its stores in turn: the call took effect or did not, and nothing is written after
/// it. Whatever became durable, a client has no answer without its entries and its content, and starts after it find nothing to add twice.
/// The clock stands still, so that no job writes beside the request.
/// </summary>
public sealed class KilledAtEachWriteTests : IAsyncLifetime
{
    private const string Address = "erika.mustermann@mailbox.org";

    private const string Policy = """
        version: 1
        applications:
          - { id: app, tier: strict, models: [demo-model], callers: ["key:app"], restore: true }
        tiers:
          strict:
            input:  { personal: tokenise, secrets: block, injection: block }
            output: { personal: mask, secrets: block, markup: neutralise, leakage: block }
        models:
          demo-model: { platform: openai }
        """;

    private ScriptedModel? _model;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _model = await ScriptedModel.StartAsync();
        _model.Script = static (http, request) =>
        {
            // The model repeats what it was told: a token, never the address.
            var told = (string?)JsonNode.Parse(request.Body)!["messages"]![0]!["content"];
            told!.ShouldNotContain(Address);
            return http.Response.WriteAsync(new JsonObject
            {
                ["id"] = "c",
                ["object"] = "chat.completion",
                ["created"] = 1,
                ["model"] = "demo-model",
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = told },
                    ["finish_reason"] = "stop",
                }),
            }.ToJsonString());
        };
    }

    public ValueTask DisposeAsync() => _model?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LongTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoAnswer_WithoutItsEntriesAndItsContent(bool takesEffect)
    {
        var call = 1;
        while (await DiesAsync(call, takesEffect))
        {
            call++;
        }

        // The opening and the closing entry, the content, the conversation's reading, its secret and its tokens.
        call.ShouldBeGreaterThan(6);
    }

    /// <summary>False when the request was over before that many calls.</summary>
    private async Task<bool> DiesAsync(int call, bool takesEffect)
    {
        using var folder = new TemporaryDirectory();
        var at = int.MaxValue;
        var plan = FaultPlan.Killed(() => Volatile.Read(ref at), takesEffect);
        string key;
        string? answered;
        bool died;
        await using (var host = await StartAsync(folder, plan))
        {
            key = await host.CreateKeyAsync("app", Cancel);
            (await AskAsync(host, key, "Write to a@example.com")).ShouldNotBeNull();
            Volatile.Write(ref at, plan.Calls + call);
            answered = await AskAsync(host, key, $"Write to {Address}");
            died = plan.Calls >= at;
            Volatile.Write(ref at, plan.Calls + 1);
        }

        var first = await RestartAsync(folder, answered);
        (await RestartAsync(folder, answered)).ShouldBe(first, $"killed at call {call}");
        await using var again = await StartAsync(folder, null);
        (await AskAsync(again, key, $"Write to {Address}")).ShouldNotBeNull("the conversation goes on");
        return died;
    }

    /// <summary>Starts and stops a host, checks what is stored, and gives every interaction with the kinds of its entries.</summary>
    private async Task<string[]> RestartAsync(TemporaryDirectory folder, string? answered)
    {
        await using (await StartAsync(folder, null))
        {
        }

        var data = Path.Combine(folder.Path, "data");
        var kinds = await KindsAsync(data);
        await using var services = LocalServices.Open(data, Clock(), static services => services.AddContent());
        var contents = services.GetRequiredService<ContentStore>();
        var missing = await ((IKeptContent)contents).MissingAsync([.. kinds.Keys], Cancel);
        foreach (var (interaction, found) in kinds)
        {
            found.ShouldContain(AuditKinds.InteractionOpened);
            found.Count(static kind => kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted).ShouldBe(1, interaction);
            if (interaction == answered)
            {
                found.ShouldContain(AuditKinds.InteractionClosed);
                found.ShouldNotContain(AuditKinds.ContentLost);
                missing.ShouldNotContain(interaction);
            }

            found.Contains(AuditKinds.ContentLost).ShouldBe(found.Contains(AuditKinds.InteractionClosed) && missing.Contains(interaction));
            if (!missing.Contains(interaction))
            {
                // It opens: its key is with it.
                (await contents.ReadAsync(interaction, "request", "user:auditor", "test", Cancel)).ShouldNotBeNull(interaction);
            }
        }

        return [.. kinds.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key}: {string.Join(' ', pair.Value.Order(StringComparer.Ordinal))}")];
    }

    private Task<EmbeddedHost> StartAsync(TemporaryDirectory folder, FaultPlan? plan)
    {
        var policy = Path.Combine(folder.Path, "guard.yaml");
        var data = Path.Combine(folder.Path, "data");
        File.WriteAllText(policy, Policy);
        return EmbeddedHost.StartAsync(
            new EmbeddedHostOptions
            {
                DataFolder = data,
                PolicyFile = policy,
                Urls = ["http://127.0.0.1:0"],
                Upstream = _model!.Address,
                Customise = plan is null ? null : services =>
                {
                    services.AddSingleton<IDocumentStore>(provider => new FaultingDocumentStore(
                        new SealedDocuments(
                            provider.GetRequiredService<SqliteDocumentStore>(), provider.GetRequiredService<ISecretStore>(),
                            provider.GetRequiredService<IEntropy>(), provider.GetRequiredService<TimeProvider>(),
                            provider.GetRequiredService<RecordFaults>()),
                        plan));
                    services.AddSingleton<IAppendLogs>(new FaultingAppendLogs(new FileAppendLogs(data), plan));
                    services.AddSingleton<IExpiringLogs>(
                        new FaultingExpiringLogs(new FileAppendLogs(data, folder: FileAppendLogs.ContentFolder), plan));
                },
            },
            Clock(),
            Cancel);
    }

    private static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 3, 1, 10, 30, 0, TimeSpan.Zero));

    /// <summary>The interaction that was answered, with the address in its place; null where there was no answer.</summary>
    private static async Task<string?> AskAsync(EmbeddedHost host, string key, string prompt)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var body = new JsonObject
        {
            ["model"] = "demo-model",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content, Cancel);
        if (!response.IsSuccessStatusCode)
        {
            response.Headers.Contains("Guard-Verdict").ShouldBeFalse("nothing is answered that has no entries");
            return null;
        }

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        ((string?)answer["choices"]![0]!["message"]!["content"]).ShouldBe(prompt);
        return response.Headers.GetValues("Guard-Interaction").Single();
    }

    /// <summary>Interaction -> the kinds of its entries but those of readings. Every chain must be whole.</summary>
    private static async Task<Dictionary<string, List<string>>> KindsAsync(string data)
    {
        var kinds = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var logs = new FileAppendLogs(data);
        foreach (var writer in await logs.ListAsync(Cancel))
        {
            await foreach (var read in AuditReader.ReadAsync(writer.Name, logs.ReadAsync(writer.Name, Cancel), Cancel))
            {
                read.Fault.ShouldBeNull();
                if (read.Entry!.Entry is { Interaction: { } interaction, Kind: not AuditKinds.ContentRead and var kind })
                {
                    (kinds.TryGetValue(interaction, out var found) ? found : kinds[interaction] = []).Add(kind);
                }
            }
        }

        return kinds;
    }
}
