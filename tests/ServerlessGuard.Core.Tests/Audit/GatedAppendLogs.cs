using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Audit;

/// <summary>Append logs whose appends wait for a gate, and which remember the sizes of groups.</summary>
internal sealed class GatedAppendLogs : IAppendLogs
{
    private readonly InMemoryAppendLogs _inner = new();

    public SemaphoreSlim Gate { get; } = new(0);

    /// <summary>Released once for each append that has arrived at the gate.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    public ConcurrentQueue<int> Groups { get; } = new();

    public async ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken) =>
        new Log(this, await _inner.OpenAsync(writer, cancellationToken));

    public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken) => _inner.ListAsync(cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken) =>
        _inner.ReadAsync(writer, cancellationToken);

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken) => _inner.SealAsync(writer, cancellationToken);

    private sealed class Log(GatedAppendLogs logs, IAppendLog inner) : IAppendLog
    {
        public string Writer => inner.Writer;

        public async ValueTask AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
        {
            logs.Arrived.Release();
            await logs.Gate.WaitAsync(cancellationToken);
            logs.Groups.Enqueue(frames.Count);
            await inner.AppendAsync(frames, cancellationToken);
        }

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
