using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Demo;

/// <summary>What chapters play on: a gateway with its policy, the model behind it, callers with their keys, and ways to break things.</summary>
internal sealed class DemoStage(DemoClient client, SimulatedModel model, IPolicySource policies, PolicyFileWatcher watcher, string policyFile, IReadOnlyDictionary<string, string> keys, DemoFaults faults, DemoAzure azure, IServiceProvider services)
{
    /// <summary>The model that the shipped policy lets the demo's applications use.</summary>
    public const string Model = "demo-model";

    public DemoFaults Faults => faults;

    public DemoAzure Azure => azure;

    public LogSequencing Log => services.GetRequiredService<LogSequencing>();

    public IPolicySource Policies => policies;

    /// <summary>The parts of the running host.</summary>
    public IServiceProvider Services => services;

    public string PolicyFile => policyFile;

    /// <summary>Asks as a key's holder. <paramref name="caller"/> is the key's name.</summary>
    public async Task<(DemoReply Reply, string ModelSaw)> AskAsync(string caller, string prompt, bool stream, CancellationToken cancellationToken) =>
        await SendAsync(keys[caller], Model, [UserMessage(prompt)], [], stream, cancellationToken);

    public async Task<(DemoReply Reply, string ModelSaw)> SendAsync(string? key, string modelName, JsonArray messages, IReadOnlyList<string> tools, bool stream, CancellationToken cancellationToken)
    {
        model.Forget();
        var reply = await client.SendAsync(key, modelName, messages, tools, stream, cancellationToken);
        return (reply, string.Concat(model.Seen.Select(static seen => seen.Text)).Trim());
    }

    public string KeyOf(string caller) => keys[caller];

    /// <summary>Whether any request that reached the model carried a caller's key.</summary>
    public bool ModelSawCallersKey() => model.Seen.Any(seen => keys.Values.Any(key => seen.Authorization?.Contains(key, StringComparison.Ordinal) == true));

    /// <summary>
    /// Puts a policy into the living gateway's file and waits until it was judged: what is wrong with it, empty when it
    /// is in force.
    /// </summary>
    public async Task<string> ReplacePolicyAsync(string yaml, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
        var draft = policyFile + ".new";
        await File.WriteAllTextAsync(draft, yaml, cancellationToken);
        File.Move(draft, policyFile, overwrite: true);
        var attempt = await DemoWait.UntilAsync(
            "the policy's judgement",
            () => ValueTask.FromResult(watcher.Last),
            attempt => attempt?.ContentHash == hash,
            static attempt => attempt?.ContentHash,
            services.GetRequiredService<TimeProvider>(),
            cancellationToken);
        return string.Join(' ', attempt!.Errors.Select(static error => $"{error.Path}: {error.Message}"));
    }

    public static JsonObject UserMessage(string text) => new() { ["role"] = "user", ["content"] = text };
}
