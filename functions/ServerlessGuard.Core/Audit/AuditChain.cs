using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>The end of one writer's chain: gives each entry its sequence number and the previous hash. One thread at a time.</summary>
internal sealed class AuditChain
{
    private readonly string _writer;
    private long _next;
    private string _previous = AuditEntryEncoding.Genesis;

    private AuditChain(string writer) => _writer = writer;

    /// <summary>Reads the log to its end. Throws <see cref="StoreUnavailableException"/> when its chain is broken.</summary>
    public static async ValueTask<AuditChain> ContinueAsync(IAppendLog log, CancellationToken cancellationToken)
    {
        var chain = new AuditChain(log.Writer);
        await foreach (var read in AuditReader.ReadAsync(log.Writer, log.ReadAsync(cancellationToken), cancellationToken))
        {
            if (read.Fault is { } fault)
            {
                throw new StoreUnavailableException(
                    $"The chain of writer {log.Writer} is broken at entry {read.Position} ({fault}). Keep the log as evidence and start a new writer.");
            }

            chain._next = read.Entry!.Sequence + 1;
            chain._previous = read.Entry.Hash;
        }

        return chain;
    }

    /// <summary>Encodes and moves on; an <see cref="ArgumentException"/> leaves the chain where it was.</summary>
    public byte[] Add(AuditEntry entry, out AuditReceipt receipt)
    {
        var encoded = AuditEntryEncoding.Encode(entry, _writer, _next, _previous);
        _previous = AuditEntryEncoding.Hash(encoded);
        receipt = new AuditReceipt(_writer, _next++, _previous);
        return encoded;
    }
}
