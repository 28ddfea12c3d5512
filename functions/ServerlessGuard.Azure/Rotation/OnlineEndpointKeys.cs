using System.Text.Json.Nodes;
using Azure.Core;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Azure.Rotation;

/// <summary>Keys of Azure ML online endpoints. The guard supplies the value.</summary>
public sealed class OnlineEndpointKeys(KeyCalls calls, IEntropy entropy) : IKeyPlatform
{
    private const string Version = "2026-09-01";
    private static readonly string[] Slots = ["primaryKey", "secondaryKey"];

    public string Name => PlatformNames.AzureMachineLearning;

    public string? KeyFree => "Make the endpoint's authMode AADToken: with keys nobody can prove who may call it.";

    public ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return calls.ListAsync($"{credential.Resource}/listKeys", Version, Slots, cancellationToken);
    }

    public async ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var random = new byte[32];
        entropy.Fill(random);
        var body = new JsonObject
        {
            ["keyType"] = slot == Slots[0] ? "Primary" : "Secondary",
            ["keyValue"] = Convert.ToHexStringLower(random)
        };
        await calls.PostAsync($"{credential.Resource}/regenerateKeys", Version, body, cancellationToken);
    }

    public async ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var endpoint = await calls.GetAsync(credential.Resource, Version, cancellationToken);

        // The description is behind the same key as scoring, and reading it runs no model.
        var address = KeyCalls.Address(KeyCalls.Text(endpoint, "properties", "swaggerUri"), "swaggerUri");
        return await calls.ProbeAsync(RequestMethod.Get, address, "Authorization", $"Bearer {key}", null, cancellationToken);
    }
}
