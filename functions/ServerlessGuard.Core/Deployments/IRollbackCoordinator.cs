namespace ServerlessGuard.Core.Deployments;

/// <summary>Takes a model back to its last attested, healthy revision.</summary>
public interface IRollbackCoordinator
{
    /// <summary>
    /// Journals the request and begins; idempotent per <see cref="RollbackTrigger.Id"/>. Only one rollback per model runs
    /// at a time: another trigger joins it.
    /// </summary>
    ValueTask<RollbackBeginResult> RequestAsync(RollbackTrigger trigger, CancellationToken cancellationToken);
}
