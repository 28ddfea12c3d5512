using System.Text.Json.Nodes;
using Azure.Core;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Azure.Rotation;

/// <summary>Keys of Azure OpenAI and AI Services accounts.</summary>
public sealed class CognitiveServicesKeys(KeyCalls calls) : IKeyPlatform
{
    private const string Version = "2026-09-01";
    private static readonly string[] Slots = ["key1", "key2"];

    public string Name => PlatformNames.AzureOpenAI;

    public string? KeyFree => "Set disableLocalAuth on the account and let callers use Entra tokens.";

    public ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return calls.ListAsync($"{credential.Resource}/listKeys", Version, Slots, cancellationToken);
    }

    public async ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        await calls.PostAsync(
            $"{credential.Resource}/regenerateKey", Version, new JsonObject { ["keyName"] = slot == "key1" ? "Key1" : "Key2" },
            cancellationToken);
    }

    public async ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var account = await calls.GetAsync(credential.Resource, Version, cancellationToken);
        var endpoint = KeyCalls.Address(KeyCalls.Text(account, "properties", "endpoint"), "endpoint");
        return await calls.ProbeAsync(
            RequestMethod.Get, new Uri(endpoint, "openai/models?api-version=2024-10-21"), "api-key", key, null, cancellationToken);
    }
}
