using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Drills;

/// <summary>A process that drills: every call it makes to anything may fail, act late, or be its last.</summary>
internal sealed class DrillWorker : IDocumentStore, IAuditLog
{
    /// <summary>A late effect, and a suspension between an intent and its call, stay below what is waited out.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongStall = TimeSpan.FromMinutes(20);

    private readonly DrillWorld _world;
    private readonly Queue<DrillFault> _faults;
    private readonly DrillSweep _sweep;
    private bool _dead;

    public DrillWorker(DrillWorld world, IEnumerable<DrillFault> faults, params IReadOnlyList<DrillKind> kinds)
    {
        (_world, _faults) = (world, new Queue<DrillFault>(faults));
        var journal = new DrillJournal(this);
        var stops = new DrillStops(new IncidentDesk(this, this, world, world.Clock), world, world.Clock);
        Driller = new Driller(journal, [.. (kinds.Count == 0 ? [DrillKind.Rollback, DrillKind.Revocation] : kinds).Select(kind => new Drill(this, kind))], stops, this, world.Alerts, world, world.Entropy, world.Clock, world.Times, NullLogger<Driller>.Instance);
        _sweep = new DrillSweep(Driller, journal, stops, world, world.Clock);
        Journal = journal;
    }

    public Driller Driller { get; }

    public DrillJournal Journal { get; }

    public Task SweepAsync() => _sweep.RunAsync(CancellationToken.None).AsTask();

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.GetAsync(partition, key, CancellationToken.None));

    public ValueTask<Document?> CreateAsync(string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.CreateAsync(partition, key, body, expires, CancellationToken.None));

    public ValueTask<Document?> ReplaceAsync(string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.ReplaceAsync(partition, key, body, version, expires, CancellationToken.None));

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.DeleteAsync(partition, key, version, CancellationToken.None));

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.ListAsync(partition, afterKey, limit, CancellationToken.None));

    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Audit.AppendAsync(entry, CancellationToken.None));

    private ValueTask<T> StoreAsync<T>(Func<ValueTask<T>> call) => RunAsync(LongStall, call, static () => new StoreUnavailableException("planned"));

    private ValueTask<T> TargetAsync<T>(TimeSpan stall, Func<T> call) =>
        RunAsync(stall, () => ValueTask.FromResult(call()), static () => new DrillException("planned"));

    private async ValueTask<T> RunAsync<T>(TimeSpan stall, Func<ValueTask<T>> call, Func<Exception> failure)
    {
        if (_dead)
        {
            throw new WorkerDiedException();
        }

        var fault = _faults.TryDequeue(out var drawn) ? drawn : DrillFault.None;
        _world.Struck += fault == DrillFault.None ? 0 : 1;
        switch (fault)
        {
            case DrillFault.Before:
                throw failure();
            case DrillFault.After:
                await call();
                throw failure();
            case DrillFault.Late:
                _world.Later(Late, async () => await call());
                throw failure();
            case DrillFault.CrashBefore:
                _dead = true;
                throw new WorkerDiedException();
            case DrillFault.CrashAfter:
                await call();
                _dead = true;
                throw new WorkerDiedException();
            case DrillFault.Suspended:
                await _world.MeanwhileAsync(stall);
                return await call();
            default:
                return await call();
        }
    }

    private sealed class Drill(DrillWorker worker, DrillKind kind) : IDrill
    {
        public DrillKind Kind => kind;

        public string? TargetOf(GuardPolicy policy) => kind == DrillKind.Rollback ? policy.Drills.RollbackModel : policy.Drills.Credential;

        public ValueTask<string?> StopAsync(DrillRun run, CancellationToken cancellationToken) =>
            worker.TargetAsync(LongStall, () => worker._world.RealRollback ? "real-rollback" : null);

        public ValueTask<DrillSteady> ReadAsync(DrillRun run, CancellationToken cancellationToken) => worker.TargetAsync(LongStall, () =>
        {
            var value = worker._world.Values[kind];
            return new DrillSteady(value, value == DrillWorld.Good ? null : "not-steady");
        });

        public ValueTask<string?> VerifyAsync(DrillRun run, CancellationToken cancellationToken) => worker.TargetAsync<string?>(LongStall, static () => null);

        public async ValueTask ActAsync(DrillRun run, CancellationToken cancellationToken) => await worker.TargetAsync(Stall, () =>
        {
            worker._world.Harm(run);
            return true;
        });

        public ValueTask<DrillSight> LookAsync(DrillRun run, CancellationToken cancellationToken) => worker.TargetAsync(LongStall, () => worker._world.Look(run));

        public async ValueTask RestoreAsync(DrillRun run, CancellationToken cancellationToken) => await worker.TargetAsync(Stall, () =>
        {
            worker._world.Restore(run);
            return true;
        });

        public ValueTask<string?> CheckAsync(DrillRun run, CancellationToken cancellationToken) =>
            worker.TargetAsync(LongStall, () => worker._world.Values[kind] == run.Original ? null : "differs");
    }
}
