using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Azure.Rotation;

/// <summary>Keys of storage accounts.</summary>
/// <param name="options">Probes through these; no retries that would take longer than the caller's patience.</param>
public sealed class StorageAccountKeys(KeyCalls calls, BlobClientOptions options) : IKeyPlatform
{
    private const string Version = "2026-09-01";

    public string Name => PlatformNames.AzureStorage;

    public string? KeyFree => "Set allowSharedKeyAccess to false and let callers use Entra tokens.";

    public async ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var answer = await calls.PostAsync($"{credential.Resource}/listKeys", Version, null, cancellationToken);
        return answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("keys", out var keys)
            && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Select(static key => new KeySlot(KeyCalls.Text(key, "keyName"), KeyCalls.Text(key, "value")))]
            : [];
    }

    public async ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        await calls.PostAsync($"{credential.Resource}/regenerateKey", Version, new JsonObject { ["keyName"] = slot }, cancellationToken);
    }

    public async ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var account = await calls.GetAsync(credential.Resource, Version, cancellationToken);
        var address = KeyCalls.Address(KeyCalls.Text(account, "properties", "primaryEndpoints", "blob"), "blob endpoint");
        var name = credential.Resource[(credential.Resource.LastIndexOf('/') + 1)..];
        try
        {
            var client = new BlobServiceClient(address, new StorageSharedKeyCredential(name, key), options);
            await client.GetPropertiesAsync(cancellationToken);
            return KeyProbeResult.Accepted;
        }
        catch (RequestFailedException e)
        {
            return KeyCalls.Judge(e.Status);
        }
    }
}
