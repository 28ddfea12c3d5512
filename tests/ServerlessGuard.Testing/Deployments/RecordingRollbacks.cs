using System.Collections.Concurrent;
using ServerlessGuard.Core.Deployments;

namespace ServerlessGuard.Testing.Deployments;

/// <summary>Keeps every rollback that was asked for, in order; one per trigger is begun.</summary>
public sealed class RecordingRollbacks : IRollbackCoordinator
{
    private readonly ConcurrentQueue<RollbackTrigger> _asked = new();

    public IReadOnlyList<RollbackTrigger> Asked => [.. _asked];

    public ValueTask<RollbackBeginResult> RequestAsync(RollbackTrigger trigger, CancellationToken cancellationToken)
    {
        _asked.Enqueue(trigger);
        return ValueTask.FromResult(RollbackBeginResult.Started);
    }
}
