namespace ServerlessGuard.Core.Ports;

/// <summary>Append logs that end and leave the store: those of content. Names as in <see cref="IAppendLogs"/>.</summary>
public interface IExpiringLogs : IAppendLogs
{
    /// <summary>
    /// Destroys a log that nobody holds: its bytes are overwritten as far as the store can, and nothing is left when it completes. A log
    /// that is gone, or half destroyed by a process that died, is destroyed to its end. Throws <see cref="StoreUnavailableException"/>
    /// when another holds it.
    /// </summary>
    ValueTask DeleteAsync(string writer, CancellationToken cancellationToken);
}
