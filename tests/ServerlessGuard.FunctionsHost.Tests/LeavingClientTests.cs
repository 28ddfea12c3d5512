using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>In the function app, clients that leave at any moment take no closing entry with them.</summary>
[Collection(Stage.Gateway)]
public sealed class LeavingClientTests(Stage stage)
{
    private const int Clients = 48;

    [Fact]
    public async Task EveryInteractionHasItsEnd()
    {
        var cancel = TestContext.Current.CancellationToken;
        stage.Model.Script = ScriptedModel.Json(
            """{"id":"c1","object":"chat.completion","created":1,"model":"demo-model","choices":[{"index":0,"message":{"role":"assistant","content":"The claim is open."},"finish_reason":"stop"}]}""");
        var host = await stage.HostAsync(Stage.Gateway);
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await stage.DemoKey.Value);
        var left = await LeavingClients.RunAsync(Clients, 5, (i, leaving) => http.PostAsync(
            new Uri("v1/chat/completions", UriKind.Relative),
            JsonContent.Create(new { model = "demo-model", messages = new[] { new { role = "user", content = $"Hello {i}" } } }), leaving));
        left.ShouldBeInRange(1, Clients - 1);

        await using var services = stage.Places();
        var logs = services.GetRequiredService<IAppendLogs>();
        var open = new HashSet<string>();
        await Condition.HoldsAsync(
            async () =>
            {
                open = await OpenAsync(logs, cancel);
                return open.Count == 0;
            },
            "the end of every interaction", () => open.Count);
    }

    /// <summary>The interactions of all writers that have begun and not ended.</summary>
    private static async Task<HashSet<string>> OpenAsync(IAppendLogs logs, CancellationToken cancel)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var writer in (await logs.ListAsync(cancel)).Select(static one => one.Name))
        {
            await foreach (var read in AuditReader.ReadAsync(writer, logs.ReadAsync(writer, cancel), cancel))
            {
                if (read.Entry?.Entry is { Interaction: { } interaction } entry)
                {
                    _ = entry.Kind switch
                    {
                        AuditKinds.InteractionOpened => open.Add(interaction),
                        AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted => open.Remove(interaction),
                        _ => false,
                    };
                }
            }
        }

        return open;
    }
}
