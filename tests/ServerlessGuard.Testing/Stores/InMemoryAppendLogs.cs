using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Append logs in memory: what survives is this object, as a disk would. Thread-safe.</summary>
public sealed class InMemoryAppendLogs : IExpiringLogs
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Stored> _logs = new(StringComparer.Ordinal);

    public ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(writer);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_logs.TryGetValue(writer, out var log))
            {
                _logs[writer] = log = new Stored();
            }

            if (log.State != WriterState.Stopped)
            {
                throw new StoreUnavailableException($"The log of writer {writer} is held by another or sealed.");
            }

            log.State = WriterState.Running;
            return new(new Held(this, writer, log));
        }
    }

    public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new([.. _logs.Select(l => new LogWriter(l.Key, l.Value.IsSealed ? WriterState.Sealed : l.Value.State))]);
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(writer);
        ReadOnlyMemory<byte>[] frames;
        lock (_gate)
        {
            frames = _logs.TryGetValue(writer, out var log) ? [.. log.Frames] : [];
        }

        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return frame;
        }

        await Task.CompletedTask;
    }

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(writer);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_logs.TryGetValue(writer, out var log))
            {
                log.IsSealed = true;
                log.State = log.State == WriterState.Stopped ? WriterState.Sealed : log.State;
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string writer, CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(writer);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_logs.TryGetValue(writer, out var log) && log.State == WriterState.Running)
            {
                throw new StoreUnavailableException($"The log of writer {writer} is held by another.");
            }

            _logs.Remove(writer);
        }

        return ValueTask.CompletedTask;
    }

    private sealed class Stored
    {
        public List<ReadOnlyMemory<byte>> Frames { get; } = [];

        public WriterState State { get; set; } = WriterState.Stopped;

        public bool IsSealed { get; set; }
    }

    private sealed class Held(InMemoryAppendLogs logs, string writer, Stored stored) : IAppendLog
    {
        private bool _disposed;

        public string Writer => writer;

        public ValueTask AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ArgumentNullException.ThrowIfNull(frames);
            if (frames.Any(f => f.IsEmpty))
            {
                throw new ArgumentException("A frame is not empty.", nameof(frames));
            }

            lock (logs._gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (stored.IsSealed)
                {
                    throw new StoreUnavailableException($"The log of writer {writer} is sealed.");
                }

                stored.Frames.AddRange(frames.Select(f => (ReadOnlyMemory<byte>)f.ToArray()));
            }

            return ValueTask.CompletedTask;
        }

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) =>
            logs.ReadAsync(writer, cancellationToken);

        public ValueTask DisposeAsync()
        {
            lock (logs._gate)
            {
                if (!_disposed)
                {
                    _disposed = true;
                    stored.State = stored.IsSealed ? WriterState.Sealed : WriterState.Stopped;
                }
            }

            return ValueTask.CompletedTask;
        }
    }
}
