using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Tests.Rotation;

/// <summary>
/// A process that rotates: every call it makes to anything may fail, act late, or be its last. Once it has died, no
/// call of it reaches anything.
/// </summary>
internal sealed class FaultyWorker : IKeyPlatform, ISecretStore, IDocumentStore, IAuditLog, IAlerts, ICases
{
    /// <summary>A late effect, and a suspension between an intent and its call, stay below what is waited out.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongStall = TimeSpan.FromMinutes(20);

    private readonly RotationWorld _world;
    private readonly Queue<Fault> _faults;
    private bool _dead;

    public FaultyWorker(RotationWorld world, IEnumerable<Fault> faults)
    {
        (_world, _faults) = (world, new Queue<Fault>(faults));
        var journal = new RotationJournal(this);
        var marks = new KeyMarks(this, world.Entropy);
        Rotator = new Rotator(journal, this, [this], marks, this, this, this, world, world.Entropy, world.Clock, world.Times, world.Loggers.CreateLogger<Rotator>());
        Sweep = new RotationSweep(Rotator, journal, this, this, world, world.Clock, world.Loggers.CreateLogger<RotationSweep>());
        Events = new SecretEventHandler(Rotator, this, this, world, world.Clock);
        Leaks = new LeakedKeys(Rotator, journal, marks, this, world);
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

    public ValueTask<KeyProbe> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken) =>
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

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Documents.GetAsync(partition, key, CancellationToken.None));

    public ValueTask<Document?> CreateAsync(string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Documents.CreateAsync(partition, key, body, expires, CancellationToken.None));

    public ValueTask<Document?> ReplaceAsync(string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Documents.ReplaceAsync(partition, key, body, version, expires, CancellationToken.None));

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Documents.DeleteAsync(partition, key, version, CancellationToken.None));

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Documents.ListAsync(partition, afterKey, limit, CancellationToken.None));

    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Audit.AppendAsync(entry, CancellationToken.None));

    public ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken) =>
        StoreAsync(LongStall, () => _world.Cases.OpenAsync(value, CancellationToken.None));

    public ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken) => _world.Alerts.RaiseAsync(alert, cancellationToken);

    private async ValueTask<T> StoreAsync<T>(TimeSpan stall, Func<ValueTask<T>> call)
    {
        var value = await RunAsync(stall, call, static () => new StoreUnavailableException("planned"));
        return value;
    }

    private ValueTask<T> PlatformAsync<T>(TimeSpan stall, Func<ValueTask<T>> call) =>
        RunAsync(stall, call, static () => new KeyPlatformException("planned", untouched: false));

    private async ValueTask<T> RunAsync<T>(TimeSpan stall, Func<ValueTask<T>> call, Func<Exception> failure)
    {
        if (_dead)
        {
            throw new SimulatedCrashException();
        }

        var fault = _faults.TryDequeue(out var drawn) ? drawn : Fault.None;
        if (fault != Fault.None)
        {
            _world.Struck++;
        }

        switch (fault)
        {
            case Fault.Before:
                throw failure();
            case Fault.After:
                await call();
                throw failure();
            case Fault.Late:
                _world.Later(Late, async () => await call());
                throw failure();
            case Fault.CrashBefore:
                _dead = true;
                throw new SimulatedCrashException();
            case Fault.CrashAfter:
                await call();
                _dead = true;
                throw new SimulatedCrashException();
            case Fault.Suspended:
                await _world.MeanwhileAsync(stall);
                return await call();
            default:
                return await call();
        }
    }
}
