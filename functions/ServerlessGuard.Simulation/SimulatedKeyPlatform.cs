using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Simulation;

/// <summary>
/// A platform with two keys per credential that the embedded guard plays, for the demo and for trying policies out. The
/// keys are in the encrypted file, so that they outlive the process.
/// </summary>
internal sealed class SimulatedKeyPlatform(ISecretStore secrets, IEntropy entropy) : IKeyPlatform
{
    private static readonly string[] Slots = ["key1", "key2"];

    public string Name => PlatformNames.Simulated;

    public string? KeyFree => null;

    public async ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken)
    {
        var slots = new List<KeySlot>();
        foreach (var slot in Slots)
        {
            var key = await secrets.GetAsync(NameOf(credential, slot), cancellationToken)
                ?? await IssueAsync(credential, slot, cancellationToken);
            slots.Add(new KeySlot(slot, key.Value));
        }

        return slots;
    }

    public async ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken) =>
        await IssueAsync(credential, slot, cancellationToken);

    public async ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken)
    {
        var accepted = false;
        foreach (var slot in await ListAsync(credential, cancellationToken))
        {
            accepted |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(slot.Key), Encoding.UTF8.GetBytes(key));
        }

        return accepted ? KeyProbeResult.Accepted : KeyProbeResult.Refused;
    }

    private static string NameOf(CredentialPolicy credential, string slot) =>
        $"simulated-{credential.Id.Replace('.', '-').Replace('_', '-')}-{slot}";

    private ValueTask<Secret> IssueAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken)
    {
        var random = new byte[32];
        entropy.Fill(random);
        return secrets.SetAsync(NameOf(credential, slot), Convert.ToHexStringLower(random), SecretAttributes.None, cancellationToken);
    }
}
