using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// A place that issues keys: several slots, each with one valid key. Every method throws
/// <see cref="KeyPlatformException"/>, whose message never holds a key. Implementations bound each call's time by
/// <see cref="RotationTimings.CallTimeout"/> and never log values.
/// </summary>
public interface IKeyPlatform
{
    /// <summary>The policy's <c>platform</c>.</summary>
    string Name { get; }

    /// <summary>How keys can be turned off altogether, which is better than rotating them; null where they cannot.</summary>
    string? KeyFree { get; }

    /// <summary>Slot -> key, in the platform's order. At least two slots, or nothing can overlap.</summary>
    ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken);

    /// <summary>Replaces the slot's key; completes when the platform reports success. The slot's former key is revoked.</summary>
    ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken);

    /// <summary>Makes a real, harmless call with the key.</summary>
    ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken);
}

/// <summary>A platform's slot and the key in it. <see cref="ToString"/> leaves the key out.</summary>
public sealed record KeySlot(string Name, string Key)
{
    public override string ToString() => $"KeySlot {{ {Name} }}";
}
