using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>Counts what was asked of the stores. Thread-safe.</summary>
internal sealed class StoreCounts
{
    private readonly Lock _gate = new();
    private readonly List<string> _partitions = [];
    private int _reads;

    /// <summary>The partitions that were written to, in order.</summary>
    public IReadOnlyList<string> Partitions
    {
        get
        {
            lock (_gate)
            {
                return [.. _partitions];
            }
        }
    }

    /// <summary>Waited for before a document is created.</summary>
    public Func<Task>? AtDocument { get; set; }

    public AppendCounts Entries { get; } = new();

    public AppendCounts Content { get; } = new();

    public void Clear()
    {
        lock (_gate)
        {
            _partitions.Clear();
            _reads = 0;
            Entries.Clear();
            Content.Clear();
        }
    }

    public void ShouldBe(int groups, int contents, int writes, int reads)
    {
        lock (_gate)
        {
            (Entries.Groups, Content.Groups, _partitions.Count, _reads).ShouldBe(
                (groups, contents, writes, reads), "groups of entries, appends of content, documents written, reads");
        }
    }

    public void Read()
    {
        lock (_gate)
        {
            _reads++;
        }
    }

    public void Written(string partition)
    {
        lock (_gate)
        {
            _partitions.Add(partition);
        }
    }
}

/// <summary>Counts what was appended to logs. Thread-safe.</summary>
internal sealed class AppendCounts
{
    private int _groups;
    private long _bytes;

    public int Groups => Volatile.Read(ref _groups);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Run in each append, with its number from 1 on.</summary>
    public Action<int>? At { get; set; }

    public void Clear() => (_groups, _bytes) = (0, 0);

    public void Appended(IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        Interlocked.Add(ref _bytes, frames.Sum(static frame => frame.Length));
        var number = Interlocked.Increment(ref _groups);
        At?.Invoke(number);
    }
}

internal sealed class CountingDocuments(IDocumentStore inner, StoreCounts counts) : IDocumentStore
{
    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken)
    {
        counts.Read();
        return inner.GetAsync(partition, key, cancellationToken);
    }

    public async ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        counts.Written(partition);
        await (counts.AtDocument?.Invoke() ?? Task.CompletedTask);
        return await inner.CreateAsync(partition, key, body, expires, cancellationToken);
    }

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        counts.Written(partition);
        return inner.ReplaceAsync(partition, key, body, version, expires, cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken)
    {
        counts.Written(partition);
        return inner.DeleteAsync(partition, key, version, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        counts.Read();
        return inner.ListAsync(partition, afterKey, limit, cancellationToken);
    }
}

internal sealed class CountingLogs(IExpiringLogs inner, AppendCounts counts) : IExpiringLogs
{
    public async ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken) =>
        new CountingLog(await inner.OpenAsync(writer, cancellationToken), counts);

    public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken) =>
        inner.ReadAsync(writer, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadFromAsync(string writer, long from, CancellationToken cancellationToken) =>
        inner.ReadFromAsync(writer, from, cancellationToken);

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken) => inner.SealAsync(writer, cancellationToken);

    public ValueTask DeleteAsync(string writer, CancellationToken cancellationToken) => inner.DeleteAsync(writer, cancellationToken);

    private sealed class CountingLog(IAppendLog log, AppendCounts counts) : IAppendLog
    {
        public string Writer => log.Writer;

        public ValueTask AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
        {
            counts.Appended(frames);
            return log.AppendAsync(frames, cancellationToken);
        }

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) => log.ReadAsync(cancellationToken);

        public ValueTask DisposeAsync() => log.DisposeAsync();
    }
}
