using System.Globalization;
using System.Threading.Channels;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// Appends entries to one writer's log, each chained to the one before. One loop takes whatever waits as one group, so
/// that many callers share an fsync; a full queue makes callers wait. The log is opened, and its chain continued, before
/// the first entry. The state of the disk after a failed fsync is unknown, so nothing follows it unread: after a failure
/// every waiting and later append throws <see cref="StoreUnavailableException"/>, and the log is opened anew, each time
/// after a longer wait, and read to its end. The first entry then is one of its own that reports the gap; only when that
/// is durable are others taken again. Where it may seal, a log that ends with every interaction closed is sealed, so that no later
/// start reads it for what is open.
/// </summary>
public sealed class GroupCommitAuditLog : IAuditLog, IAsyncDisposable
{
    private readonly IAppendLogs _logs;
    private readonly GroupCommitOptions _options;
    private readonly Channel<Waiting> _queue;
    private readonly Task _loop;
    private StoreUnavailableException? _failure;
    private DateTimeOffset _failedAt;
    private bool _served;

    // Interactions that have no closing entry yet, each with the place before its opening entry; and whether one was closed that another
    // writer had opened.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LogPlace> _open = new(StringComparer.Ordinal);
    private LogPlace _end = LogPlace.Start;

    // The end at the first failure: an entry that was refused then may stand behind it all the same, and nobody closes it.
    private LogPlace? _unsure;
    private bool _recovers;

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

    /// <summary>It takes no entries now. It opens itself again as soon as its store lets it.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>The place before which no interaction is open.</summary>
    internal LogPlace Settled
    {
        get
        {
            lock (_gate)
            {
                return _open.Values.Append(_unsure ?? _end).MinBy(static place => place.Next)!;
            }
        }
    }

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
        for (var wait = _options.FirstRetry; await FailsAsync(); wait = wait * 2 < _options.LongestRetry ? wait * 2 : _options.LongestRetry)
        {
            if (_served)
            {
                (_served, wait) = (false, _options.FirstRetry);
            }

            if (!await RefuseForAsync(wait))
            {
                return;
            }
        }
    }

    /// <summary>Opens the log and serves until it fails; false when it was closed.</summary>
    private async Task<bool> FailsAsync()
    {
        IAppendLog? log = null;
        var group = new List<Waiting>(_options.GroupLength);
        try
        {
            log = await _logs.OpenAsync(Writer, CancellationToken.None);
            var chain = await AuditChain.ContinueAsync(log, CancellationToken.None);
            if (HasFailed)
            {
                await log.AppendAsync([chain.Add(Resumed(), out _)], CancellationToken.None);
                Volatile.Write(ref _failure, null);
            }

            while (await _queue.Reader.WaitToReadAsync())
            {
                await AppendGroupAsync(log, chain, group);
                _served = true;
                group.Clear();
            }

            if (_options.SealAtEnd && _open.Count == 0 && !_recovers && _failedAt == default)
            {
                await _logs.SealAsync(Writer, CancellationToken.None);
            }

            return false;
        }
        catch (StoreUnavailableException e)
        {
            Fail(e, group);
        }
#pragma warning disable CA1031 // Every failure must reach the waiting callers, and the guard must close.
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

        return true;
    }

    /// <summary>Nobody hangs while the log is closed; false when it is to stay so.</summary>
    private async Task<bool> RefuseForAsync(TimeSpan wait)
    {
        using var over = new CancellationTokenSource(wait, _options.Clock);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(over.Token))
            {
                Refuse();
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private AuditEntry Resumed() => new()
    {
        Kind = AuditKinds.AuditResumed,
        Time = _options.Clock.GetUtcNow(),
        Actor = Actors.Guard,
        Facts = new Dictionary<string, string> { ["failed"] = _failedAt.ToString("O", CultureInfo.InvariantCulture) },
    };

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
        lock (_gate)
        {
            foreach (var waiting in group)
            {
                Track(waiting.Entry);
                _end = new LogPlace(waiting.Receipt!.Sequence + 1, waiting.Receipt.Hash);
            }
        }

        foreach (var waiting in group)
        {
            waiting.Done.TrySetResult(waiting.Receipt!);
        }
    }

    private void Track(AuditEntry entry)
    {
        if (entry.Interaction is not { } id)
        {
            return;
        }

        if (entry.Kind == AuditKinds.InteractionOpened)
        {
            _open[id] = _end;
        }
        else if (entry.Kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted)
        {
            // A recovery that dies before it has sealed the other log is done again, and finds this entry in logs that are not sealed.
            _recovers |= !_open.Remove(id);
        }
    }

    private void Fail(StoreUnavailableException failure, List<Waiting> group)
    {
        _failedAt = HasFailed ? _failedAt : _options.Clock.GetUtcNow();
        Volatile.Write(ref _failure, failure);
        lock (_gate)
        {
            _unsure ??= _end;
        }

        foreach (var waiting in group)
        {
            waiting.Done.TrySetException(Closed());
        }

        Refuse();
    }

    private void Refuse()
    {
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

/// <summary>The bounds of a <see cref="GroupCommitAuditLog"/>.</summary>
public sealed record GroupCommitOptions
{
    /// <summary>Entries that may wait; further callers wait before they queue.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>Entries that share one fsync at most.</summary>
    public int GroupLength { get; init; } = 1024;

    /// <summary>Bytes that share one fsync at most (one entry more may be started below it).</summary>
    public int GroupBytes { get; init; } = 1 << 20;

    /// <summary>How long a log that failed stays closed before it is opened again; each failure in a row doubles it.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that it stays closed between two tries.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Seal the log when it is disposed of with no interaction open. For writers whose names are used once: a sealed log cannot be opened.
    /// </summary>
    public bool SealAtEnd { get; init; }
}
