using ServerlessGuard.Core.Audit;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Keeps every entry in order, without a chain, if <see cref="EntryFormats"/> states its kind and facts.</summary>
public sealed class InMemoryAuditLog : IAuditLog
{
    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _entries = [];

    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EntryFormats.Require(entry);
        lock (_gate)
        {
            _entries.Add(entry);
            return new(new AuditReceipt("memory", _entries.Count - 1, new string('0', 64)));
        }
    }
}
