using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;

namespace ServerlessGuard.Local.Audit;

/// <summary>
/// Keeps the settled place of this process's log, while it is known of every content that was appended whether it is durable.
/// </summary>
internal sealed class SettledLog(SettledPlaces places, GroupCommitAuditLog log, ContentLog content)
{
    public ValueTask KeepAsync(CancellationToken cancellationToken) =>
        content.IsStalled ? ValueTask.CompletedTask : places.KeepAsync(log, cancellationToken);
}
