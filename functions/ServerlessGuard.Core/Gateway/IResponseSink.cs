namespace ServerlessGuard.Core.Gateway;

/// <summary>The destination of the answer: the client's connection.</summary>
public interface IResponseSink
{
    /// <summary>Status and headers have been sent and cannot be changed.</summary>
    bool IsStarted { get; }

    /// <summary>Sends status and headers. Called once, before the first write.</summary>
    ValueTask StartAsync(
        int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken);

    /// <summary>Writes and flushes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Breaks the connection off, so that the client cannot take a part for the whole.</summary>
    void Abort();
}
