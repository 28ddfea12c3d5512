using System.Text.Json.Nodes;
using Azure.Core;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Azure.Rotation;

/// <summary>Keys of Event Grid topics.</summary>
public sealed class EventGridTopicKeys(KeyCalls calls) : IKeyPlatform
{
    private const string Version = "2025-02-15";
    private static readonly string[] Slots = ["key1", "key2"];

    public string Name => PlatformNames.AzureEventGrid;

    public string? KeyFree => "Set disableLocalAuth on the topic and let publishers use Entra tokens.";

    public ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return calls.ListAsync($"{credential.Resource}/listKeys", Version, Slots, cancellationToken);
    }

    public async ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        await calls.PostAsync($"{credential.Resource}/regenerateKey", Version, new JsonObject { ["keyName"] = slot }, cancellationToken);
    }

    /// <summary>Publishes an empty batch: the key is checked and nobody gets an event.</summary>
    public async ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var topic = await calls.GetAsync(credential.Resource, Version, cancellationToken);
        var address = KeyCalls.Address(KeyCalls.Text(topic, "properties", "endpoint"), "endpoint");
        return await calls.ProbeAsync(RequestMethod.Post, address, "aeg-sas-key", key, "[]", cancellationToken);
    }
}
