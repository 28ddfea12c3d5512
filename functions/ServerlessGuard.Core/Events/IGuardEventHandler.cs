namespace ServerlessGuard.Core.Events;

/// <summary>
/// Does what an event calls for. Runs at least once per event and in any order, so it is idempotent, recognises duplicates by
/// source and id, and re-reads the truth. An exception means: deliver again later.
/// </summary>
public interface IGuardEventHandler
{
    /// <summary>The event types it handles; case is ignored (Azure's varies).</summary>
    IReadOnlyList<string> Types { get; }

    Task HandleAsync(GuardEvent value, CancellationToken cancellationToken);
}
