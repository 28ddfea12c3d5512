using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Access;

/// <summary>The last acts of principals, from this guard's own audit log: every caller's request is an entry there.</summary>
internal sealed class AuditLogAccessUsage(ILogSource log, ISecretStore secrets) : IAccessUsage
{
    public async ValueTask<IReadOnlyDictionary<string, DateTimeOffset>?> LastUsedAsync(
        DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await LogKey.FindPublicAsync(secrets, cancellationToken) is not { } key
            || await log.ReadAsync(LogPaths.Checkpoint, cancellationToken) is not { } note
            || Checkpoint.Open(note.Span, key, out _) is not { } head)
        {
            return null;
        }

        var last = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        DateTimeOffset? first = null;
        await foreach (var (_, bytes) in new LogReader(log).EntriesAsync(0, head.Size, cancellationToken))
        {
            if (AuditEntryEncoding.Decode(bytes)?.Entry is not { } entry)
            {
                continue;
            }

            first = first is { } known && known < entry.Time ? known : entry.Time;
            if (entry.Time >= since && (!last.TryGetValue(entry.Actor, out var at) || at < entry.Time))
            {
                last[entry.Actor] = entry.Time;
            }
        }

        // A log that is younger than the time requested cannot say that something was not used in it.
        return first <= since ? last : null;
    }
}
