using System.Threading.Channels;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// Appends entries to one writer's log, each chained to the one before. One loop takes whatever waits as one group, so
/// that many callers share an fsync; a full queue makes callers wait. The log is opened, and its chain continued, before
/// the first entry. After a failure every waiting and later append throws <see cref="StoreUnavailableException"/>
/// until a new instance is made: what a failed fsync left on the disk is not known, so nothing may follow it.
/// </summary>
public sealed class GroupCommitAuditLog : IAuditLog, IAsyncDisposable
{
    private readonly IAppendLogs _logs;
    private readonly GroupCommitOptions _options;
    private readonly Channel<Waiting> _queue;
    private readonly Task _loop;
    private StoreUnavailableException? _failure;

    public GroupCommitAuditLog(IAppendLogs logs, string writer, GroupCommitOptions? options = null)
    {
        StoreNames.RequireWriterName(writer);
        _logs = logs;
        Writer = writer;
        _options = options ?? new GroupCommitOptions();
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(_options.QueueLength) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    public string Writer { get; }

    /// <summary>It takes no more entries, ever: whoever serves must end, and start anew.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>
    /// Cancelling before the entry is queued appends nothing; cancelling later ends only the waiting: the entry may
    /// become durable.
    /// </summary>
    public async ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var waiting = new Waiting(entry);
        try
        {
            await _queue.Writer.WriteAsync(waiting, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw Closed();
        }

        return await waiting.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Appends what waits, then gives the log back.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private StoreUnavailableException Closed() => Volatile.Read(ref _failure) is { } failure
        ? new StoreUnavailableException(failure.Message, failure)
        : new StoreUnavailableException("The audit log is closed.");

    private async Task RunAsync()
    {
        IAppendLog? log = null;
        var group = new List<Waiting>(_options.GroupLength);
        try
        {
            log = await _logs.OpenAsync(Writer, CancellationToken.None);
            var chain = await AuditChain.ContinueAsync(log, CancellationToken.None);
            while (await _queue.Reader.WaitToReadAsync())
            {
                await AppendGroupAsync(log, chain, group);
                group.Clear();
            }
        }
        catch (StoreUnavailableException e)
        {
            Fail(e, group);
        }
#pragma warning disable CA1031 // Whatever it was, the waiting callers must hear of it and the guard must close.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(new StoreUnavailableException("The audit log failed.", e), group);
        }
        finally
        {
            if (log is not null)
            {
                await log.DisposeAsync();
            }
        }
    }

    private async Task AppendGroupAsync(IAppendLog log, AuditChain chain, List<Waiting> group)
    {
        var frames = new List<ReadOnlyMemory<byte>>();
        var bytes = 0;
        while (frames.Count < _options.GroupLength && bytes < _options.GroupBytes && _queue.Reader.TryRead(out var waiting))
        {
            try
            {
                var frame = chain.Add(waiting.Entry, out var receipt);
                waiting.Receipt = receipt;
                frames.Add(frame);
                group.Add(waiting);
                bytes += frame.Length;
            }
            catch (ArgumentException e)
            {
                waiting.Done.TrySetException(e);
            }
        }

        if (frames.Count == 0)
        {
            return;
        }

        await log.AppendAsync(frames, CancellationToken.None);
        foreach (var waiting in group)
        {
            waiting.Done.TrySetResult(waiting.Receipt!);
        }
    }

    private void Fail(StoreUnavailableException failure, List<Waiting> group)
    {
        Volatile.Write(ref _failure, failure);
        _queue.Writer.TryComplete();
        foreach (var waiting in group)
        {
            waiting.Done.TrySetException(Closed());
        }

        while (_queue.Reader.TryRead(out var waiting))
        {
            waiting.Done.TrySetException(Closed());
        }
    }

    private sealed class Waiting(AuditEntry entry)
    {
        public AuditEntry Entry { get; } = entry;

        public AuditReceipt? Receipt { get; set; }

        public TaskCompletionSource<AuditReceipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
