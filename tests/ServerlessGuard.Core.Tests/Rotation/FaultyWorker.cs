using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Tests.Journals;

namespace ServerlessGuard.Core.Tests.Rotation;

/// <summary>
/// A process that rotates: every call it makes to anything may fail, act late, or be its last. Once it has died, no
/// call of it reaches anything.
/// </summary>
internal sealed class FaultyWorker : IKeyPlatform, ISecretStore, IAlertSink, ICaseOpener
{
    /// <summary>A late effect, and a suspension between an intent and its call, stay below what is waited out.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongStall = TimeSpan.FromMinutes(20);

    private readonly RotationHarness _world;
    private readonly FaultyCalls _calls;

    public FaultyWorker(RotationHarness world, IEnumerable<Fault> faults)
    {
        (_world, _calls) = (world, new FaultyCalls(world, faults, Late));
        var stores = new FaultyStores(_calls, world.Documents, world.Audit, LongStall);
        var (journal, platforms) = (new RotationJournal(stores), new KeyPlatforms([this]));
        var fingerprints = new KeyFingerprints(this, world.Entropy);
        var record = new RotationReporter(
            stores, this, new RotationCases(this, world), world, world.Clock, world.Loggers.CreateLogger<RotationReporter>());
        var executor = new RotationExecutor(this, platforms, fingerprints, record, world.Clock, world.Times);
        Rotator = new Rotator(journal, new Leases(world.Entropy, world.Clock), executor, record, this, platforms, world.Clock, world.Times);
        Sweep = new RotationSweep(Rotator, journal, record, this, fingerprints, world, world.Clock);
        Events = new SecretEventHandler(Rotator, this, this, world, world.Clock);
        Leaks = new LeakedKeys(Rotator, journal, fingerprints, this, world);
        Leaked = new LeakedKeyEventHandler(Leaks);
        Decided = new RotationCaseListener(Rotator, journal, world);
    }

    public Rotator Rotator { get; }

    public RotationSweep Sweep { get; }

    public IGuardEventHandler Events { get; }

    public LeakedKeys Leaks { get; }

    public IGuardEventHandler Leaked { get; }

    public ICaseListener Decided { get; }

    public string Name => _world.Platform.Name;

    public string? KeyFree => null;

    public ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken) =>
        PlatformAsync(LongStall, () => _world.Platform.ListAsync(credential, cancellationToken));

    public async ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken) =>
        await PlatformAsync(Stall, async () =>
        {
            await _world.Platform.RegenerateAsync(credential, slot, CancellationToken.None);
            await _world.CheckAsync();
            return true;
        });

    public ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken) =>
        PlatformAsync(LongStall, () => _world.Platform.ProbeAsync(credential, key, CancellationToken.None));

    public ValueTask<Secret?> GetAsync(string name, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Vault.GetAsync(name, CancellationToken.None));

    public ValueTask<Secret?> GetVersionAsync(string name, string version, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Vault.GetVersionAsync(name, version, CancellationToken.None));

    public ValueTask<Secret> SetAsync(string name, string value, SecretAttributes attributes, CancellationToken cancellationToken) =>
        StoreAsync(Stall, async () =>
        {
            var secret = await _world.Vault.SetAsync(name, value, attributes, CancellationToken.None);
            await _world.CheckAsync();
            return secret;
        });

    public ValueTask<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Vault.ListVersionsAsync(name, CancellationToken.None));

    public ValueTask<bool> SetEnabledAsync(string name, string version, bool enabled, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Vault.SetEnabledAsync(name, version, enabled, CancellationToken.None));

    public ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Cases.OpenAsync(value, CancellationToken.None));

    public ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken) => _world.Alerts.RaiseAsync(alert, cancellationToken);

    private ValueTask<T> StoreAsync<T>(TimeSpan stall, Func<ValueTask<T>> call) => _calls.StoreAsync(stall, call);

    private ValueTask<T> PlatformAsync<T>(TimeSpan stall, Func<ValueTask<T>> call) =>
        _calls.RunAsync(stall, call, static () => new KeyPlatformException("planned", untouched: false));
}
