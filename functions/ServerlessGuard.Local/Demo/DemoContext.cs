using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo;

/// <summary>
/// The environment of the scenarios: a gateway with its policy, the model behind it, callers with their keys, and ways to break things.
/// </summary>
internal sealed class DemoContext(
    DemoClient client, SimulatedModel model, DemoPolicy policy, IReadOnlyDictionary<string, string> keys, DemoFaults faults,
    DemoAzure azure, IServiceProvider services)
{
    /// <summary>The model that the shipped policy lets the demo's applications use.</summary>
    public const string Model = "demo-model";

    public DemoFaults Faults => faults;

    public DemoAzure Azure => azure;

    public LogSequencing Log => services.GetRequiredService<LogSequencing>();

    /// <summary>The policy in force.</summary>
    public IPolicySource Policies => services.GetRequiredService<IPolicySource>();

    public DemoPolicy Policy => policy;

    /// <summary>The parts of the running host.</summary>
    public IServiceProvider Services => services;

    /// <summary>Asks as a key's holder. <paramref name="caller"/> is the key's name.</summary>
    public async Task<(DemoResponse Reply, string ModelSaw)> AskAsync(
        string caller, string prompt, bool stream, CancellationToken cancellationToken) =>
        await SendAsync(keys[caller], Model, [UserMessage(prompt)], [], stream, cancellationToken);

    public async Task<(DemoResponse Reply, string ModelSaw)> SendAsync(
        string? key, string modelName, JsonArray messages, IReadOnlyList<string> tools, bool stream, CancellationToken cancellationToken)
    {
        model.Forget();
        var reply = await client.SendAsync(key, modelName, messages, tools, stream, cancellationToken);
        return (reply, string.Concat(model.Requests.Select(static seen => seen.Text)).Trim());
    }

    public string KeyOf(string caller) => keys[caller];

    /// <summary>Whether any request that reached the model carried a caller's key.</summary>
    public bool ModelSawCallersKey() =>
        model.Requests.Any(seen => keys.Values.Any(key => seen.Authorization?.Contains(key, StringComparison.Ordinal) == true));

    /// <summary>A request that asks, after the model has looked the customer up and the tool has answered with a note.</summary>
    public static JsonArray AfterLookup(string asked, string note) =>
    [
        UserMessage(asked),
        new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["tool_calls"] = new JsonArray(new JsonObject
            {
                ["id"] = "call_1",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "crm.lookup", ["arguments"] = """{"customer":"c-1001"}""" },
            }),
        },
        new JsonObject { ["role"] = "tool", ["tool_call_id"] = "call_1", ["content"] = note },
    ];

    public static JsonObject UserMessage(string text) => new() { ["role"] = "user", ["content"] = text };
}
