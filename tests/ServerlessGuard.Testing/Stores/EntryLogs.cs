using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>The entries of an audit log in memory, as the log of one writer: for what reads logs. Nothing is appended here.</summary>
public sealed class EntryLogs(InMemoryAuditLog audit) : IAppendLogs
{
    private const string Writer = "memory";

    public ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken) =>
        new([new LogWriter(Writer, WriterState.Running)]);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (entry, index) in audit.Entries.Select(static (entry, index) => (entry, index)))
        {
            yield return AuditEntryEncoding.Encode(entry, Writer, index, AuditEntryEncoding.Genesis);
        }

        await Task.CompletedTask;
    }

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken) => throw new NotSupportedException();
}
