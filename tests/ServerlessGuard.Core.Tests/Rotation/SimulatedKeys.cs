using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Tests.Rotation;

/// <summary>A platform with two slots. A new key is accepted, and an old one refused, only after a while.</summary>
internal sealed class SimulatedKeys(TimeProvider clock, TimeSpan lag) : IKeyPlatform
{
    private readonly Dictionary<string, List<IssuedKey>> _slots = new()
    {
        ["key1"] = [new("known-secret-key1-0", DateTimeOffset.MinValue)],
        ["key2"] = [new("known-secret-key2-0", DateTimeOffset.MinValue)],
    };

    public string Name => "generic";

    public string? KeyFree => null;

    /// <summary>Every key that was ever valid.</summary>
    public IEnumerable<string> Issued => _slots.Values.SelectMany(static keys => keys.Select(static key => key.Value));

    /// <summary>When true, keys of the second generation and later stop working, which no propagation repairs.</summary>
    public bool NewKeysBreak { get; set; }

    public bool Refuses { get; set; }

    public ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken) =>
        new([.. _slots.Select(static slot => new KeySlot(slot.Key, slot.Value[^1].Value))]);

    public ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken)
    {
        var keys = _slots[slot];
        keys[^1].Ends = clock.GetUtcNow() + lag;
        keys.Add(new($"known-secret-{slot}-{keys.Count}", clock.GetUtcNow() + lag));
        return default;
    }

    public ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken) =>
        new(Accepts(key) ? KeyProbeResult.Accepted : KeyProbeResult.Refused);

    public bool Accepts(string key) => !Refuses && !(NewKeysBreak && !key.EndsWith("-0", StringComparison.Ordinal))
        && _slots.Values.Any(keys => keys.Any(k => k.Value == key && clock.GetUtcNow() >= k.Begins && clock.GetUtcNow() < k.Ends));

    /// <summary>Whether the key is in a slot now: neither dead nor dying.</summary>
    public bool IsLive(string key) => _slots.Values.Any(keys => keys[^1].Value == key);

    private sealed class IssuedKey(string value, DateTimeOffset begins)
    {
        public string Value { get; } = value;

        public DateTimeOffset Begins { get; } = begins;

        public DateTimeOffset Ends { get; set; } = DateTimeOffset.MaxValue;
    }
}
