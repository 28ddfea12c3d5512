using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>Tells the log workspace of entries once they are durable (<see cref="EntryRows"/>).</summary>
public sealed class EntryTelemetry(IAuditLog inner, LogSender sender, string duty) : IAuditLog
{
    public async ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var receipt = await inner.AppendAsync(entry, cancellationToken);
        sender.Enqueue(EntryRows.Of(entry, duty));
        return receipt;
    }
}
