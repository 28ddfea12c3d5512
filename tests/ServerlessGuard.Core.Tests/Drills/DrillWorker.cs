using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tests.Journals;

namespace ServerlessGuard.Core.Tests.Drills;

/// <summary>A process that drills: every call it makes to anything may fail, act late, or be its last.</summary>
internal sealed class DrillWorker
{
    /// <summary>A late effect, and a suspension between an intent and its call, stay below what is waited out.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongStall = TimeSpan.FromMinutes(20);

    private readonly DrillHarness _world;
    private readonly FaultyCalls _calls;
    private readonly DrillSweep _sweep;

    public DrillWorker(DrillHarness world, IEnumerable<Fault> faults, params IReadOnlyList<DrillKind> kinds)
    {
        (_world, _calls) = (world, new FaultyCalls(world, faults, Late));
        var stores = new FaultyStores(_calls, world.Documents, world.Audit, LongStall);
        var stops = new DrillPreconditions(new IncidentWorkflow(stores, stores, world, world.Clock), world, world.Clock);
        var record = new DrillReporter(stores, world.Alerts, world, world.Clock, NullLogger<DrillReporter>.Instance);
        var drills = new AvailableDrills(
            (kinds.Count == 0 ? [DrillKind.Rollback, DrillKind.Revocation] : kinds).Select(kind => new Drill(this, kind)), world);
        Journal = new DrillJournal(stores);
        var executor = new DrillExecutor(drills, Journal, stops, record, world, world.Clock, world.Times);
        Driller = new Driller(
            Journal, new Leases(world.Entropy, world.Clock), drills, executor, record, world.Entropy, world.Clock, world.Times);
        _sweep = new DrillSweep(Driller, drills, Journal, stops, record, world, world.Clock);
    }

    public Driller Driller { get; }

    public DrillJournal Journal { get; }

    public Task SweepAsync() => _sweep.RunAsync(CancellationToken.None).AsTask();

    private ValueTask<T> TargetAsync<T>(TimeSpan stall, Func<T> call) =>
        _calls.RunAsync(stall, () => ValueTask.FromResult(call()), static () => new DrillException("planned"));

    private sealed class Drill(DrillWorker worker, DrillKind kind) : IDrill
    {
        public DrillKind Kind => kind;

        public string? TargetOf(GuardPolicy policy) => kind == DrillKind.Rollback ? policy.Drills.RollbackModel : policy.Drills.Credential;

        public ValueTask<string?> StopAsync(DrillRun run, CancellationToken cancellationToken) =>
            worker.TargetAsync(LongStall, () => worker._world.RealRollback ? "real-rollback" : null);

        public ValueTask<SteadyStateCheck> ReadAsync(DrillRun run, CancellationToken cancellationToken) =>
            worker.TargetAsync(LongStall, () =>
            {
                var value = worker._world.Values[kind];
                return new SteadyStateCheck(value, value == DrillHarness.Good ? null : "not-steady");
            });

        public ValueTask<string?> VerifyAsync(DrillRun run, CancellationToken cancellationToken) =>
            worker.TargetAsync<string?>(LongStall, static () => null);

        public async ValueTask HarmAsync(DrillRun run, CancellationToken cancellationToken)
        {
            await worker.TargetAsync(Stall, () =>
            {
                worker._world.Harm(run);
                return true;
            });
            await worker._world.AfterHarm();
        }

        public ValueTask<DrillObservation> ObserveAsync(DrillRun run, CancellationToken cancellationToken) =>
            worker.TargetAsync(LongStall, () => worker._world.Look(run));

        public async ValueTask RestoreAsync(DrillRun run, CancellationToken cancellationToken) => await worker.TargetAsync(Stall, () =>
        {
            worker._world.Restore(run);
            return true;
        });

        public ValueTask<string?> CheckAsync(DrillRun run, CancellationToken cancellationToken) =>
            worker.TargetAsync(LongStall, () => worker._world.Values[kind] == run.Original ? null : "differs");
    }
}
