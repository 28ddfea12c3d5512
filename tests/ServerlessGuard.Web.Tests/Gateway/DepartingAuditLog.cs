using System.Collections.Concurrent;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>
/// An audit log whose client leaves while an interaction's end is being appended. An append that hangs on the
/// client's token waits until the server has noticed, as a slow disk would let it.
/// </summary>
internal sealed class DepartingAuditLog(InMemoryAuditLog inner) : IAuditLog
{
    private readonly ConcurrentDictionary<string, string> _traces = new(StringComparer.Ordinal);

    /// <summary>By the trace that the client names: cancelling makes that client leave.</summary>
    public ConcurrentDictionary<string, CancellationTokenSource> Leaving { get; } = new(StringComparer.Ordinal);

    public async ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Kind == AuditKinds.InteractionOpened)
        {
            _traces[entry.Interaction!] = entry.Facts["trace"];
        }
        else if (entry.Kind == AuditKinds.InteractionClosed && Leaving.TryRemove(_traces[entry.Interaction!], out var leaving))
        {
            await leaving.CancelAsync();
            if (cancellationToken.CanBeCanceled)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }

        return await inner.AppendAsync(entry, cancellationToken);
    }
}
