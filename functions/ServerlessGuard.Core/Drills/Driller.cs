using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Runs drills, one at a time over all workers. The intent is journalled before any harm; a worker that finds a drill whose
/// worker is gone restores the original state. Throws <see cref="StoreUnavailableException"/> when the journal or the
/// audit log is down; the next call continues.
/// </summary>
public sealed class Driller(
    DrillJournal journal,
    Leases leases,
    AvailableDrills drills,
    DrillExecutor executor,
    DrillReporter record,
    IEntropy entropy,
    TimeProvider clock,
    DrillTimings times) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>This process, in leases: a drill is one process's from its harm to its end, since only that one can time it.</summary>
    private readonly string _worker = entropy.NewId();

    public DrillTimings Times => times;

    /// <summary>Begins a drill; does no step of it. Null when another is under way, or a worker has the journal.</summary>
    public ValueTask<DrillRun?> BeginAsync(
        DrillKind kind, DrillMode mode, string actor, bool isScheduled, CancellationToken cancellationToken) =>
        BeginAsync(new DrillRequest(entropy.NewId(), kind, mode, actor), isScheduled, cancellationToken);

    internal async ValueTask<DrillRun?> BeginAsync(DrillRequest request, bool isScheduled, CancellationToken cancellationToken)
    {
        var (kind, mode, actor) = (request.Kind, request.Mode, request.Actor);
        var target = drills.TargetOf(kind) ?? throw new InvalidOperationException($"The policy has no target for a {kind} drill.");
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await TakeAsync(cancellationToken) is not { } lease)
            {
                return null;
            }

            if (lease.State.Run is { IsOver: false })
            {
                return null;
            }

            var now = clock.GetUtcNow();
            var run = new DrillRun
            {
                Id = request.Id,
                Kind = kind,
                Mode = mode,
                Target = target,
                Actor = actor,
                IsScheduled = isScheduled,
                Step = DrillStep.SteadyState,
                Started = now,
                Since = now
            };
            await record.StartedAsync(run, cancellationToken);
            await lease.WriteAsync(
                state => state with { Run = run, Requested = state.Requested?.Id == request.Id ? null : state.Requested },
                cancellationToken);
            return run;
        }
        catch (LeaseLostException)
        {
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Does what can be done now. The state after it; null when another worker has the drill, or another duty. This worker keeps the drill
    /// until it is over: call again at <see cref="DrillRun.NotBefore"/>.
    /// </summary>
    public async ValueTask<DrillState?> AdvanceAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var state = await journal.ReadAsync(cancellationToken);
            if (state.Run is null or { IsOver: true })
            {
                return state;
            }

            if (drills.Find(state.Run.Kind) is null || await TakeAsync(cancellationToken) is not { } lease)
            {
                return null;
            }

            await executor.AdvanceAsync(lease, cancellationToken);
            return lease.State;
        }
        catch (LeaseLostException)
        {
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private ValueTask<Lease<DrillState>?> TakeAsync(CancellationToken cancellationToken) =>
        leases.TakeAsync(journal, DrillJournal.Id, times.Lease, _worker, cancellationToken);
}
