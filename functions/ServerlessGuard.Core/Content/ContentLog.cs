using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Sealed content in append-only logs, one for each end of retention (<see cref="ContentLane"/>): a frame is one interaction's
/// <see cref="SealedContent"/>. Appends that wait share an fsync, beside that of the audit log; a lane leaves the store whole when its time
/// is over. Nothing is indexed: the names tell in which lanes an interaction can be, and a reader looks through those. After a failure
/// the lane is left as it is and another of the same end follows. Thread-safe.
/// </summary>
public sealed class ContentLog : IAsyncDisposable
{
    /// <summary>The largest sealed content that is appended, in bytes.</summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>
    /// An append that is not durable by then has failed, and while one takes longer no other is taken: so a crash leaves no closing
    /// entry older than this before the last one without its content.
    /// </summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private const int QueueLength = 4096;
    private const int GroupLength = 1024;
    private const int GroupBytes = 4 << 20;

    /// <summary>A lane that took nothing for so long is closed when another opens.</summary>
    private static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(1);

    private readonly IExpiringLogs _logs;
    private readonly IEntropy _entropy;
    private readonly TimeProvider _clock;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Dictionary<DateTimeOffset, Open> _open = [];
    private readonly List<ReadOnlyMemory<byte>> _frames = [];
    private readonly Task _loop;

    /// <summary>The end of the lane that took the last append, in ticks; 0 after a failure.</summary>
    private long _ready;

    /// <summary>The clock's timestamp when the group that is being appended was begun; 0 between two.</summary>
    private long _began;

    public ContentLog(IExpiringLogs logs, IEntropy entropy, TimeProvider clock)
    {
        (_logs, _entropy, _clock) = (logs, entropy, clock);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>An append takes longer than it may: what it leaves is not known yet.</summary>
    public bool IsStalled => Volatile.Read(ref _began) is not 0 and var began && _clock.GetElapsedTime(began) > Longest;

    /// <summary>
    /// Makes ready to take content of this end: completes at once where the last append was of it, and did not fail. Throws
    /// <see cref="StoreUnavailableException"/>.
    /// </summary>
    public ValueTask PrepareAsync(DateTimeOffset expires) =>
        Volatile.Read(ref _ready) == expires.UtcTicks ? ValueTask.CompletedTask : QueueAsync(new Waiting(expires, default));

    /// <summary>Durable when it completes. Throws <see cref="StoreUnavailableException"/>.</summary>
    public ValueTask AppendAsync(DateTimeOffset expires, ReadOnlyMemory<byte> content) => QueueAsync(new Waiting(expires, content));

    /// <summary>Gives up every lane that ends by then, so that it can be destroyed.</summary>
    public ValueTask CloseAsync(DateTimeOffset until) => QueueAsync(new Waiting(until, default) { Closes = true });

    /// <summary>Appends what waits, then gives the lanes back.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    /// <summary>The lanes, those that end first at first.</summary>
    internal async ValueTask<IReadOnlyList<ContentLane>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _logs.ListAsync(cancellationToken)).Select(ContentLane.Of).OfType<ContentLane>()];

    /// <summary>Every content in the lane that can be read, with its header's bytes unchecked.</summary>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        ContentLane lane, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in _logs.ReadAsync(lane.Name, cancellationToken))
        {
            yield return frame;
        }
    }

    /// <summary>The sealed content of the interaction; null when no lane has it.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string interaction, CancellationToken cancellationToken)
    {
        StoreUnavailableException? damaged = null;
        foreach (var lane in (await ListAsync(cancellationToken)).Where(lane => lane.MayHold(interaction)))
        {
            try
            {
                await foreach (var frame in ReadAsync(lane, cancellationToken))
                {
                    if (SealedContent.IsOf(frame.Span, interaction))
                    {
                        return frame;
                    }
                }
            }
            catch (StoreUnavailableException failure)
            {
                // It may still be in another: only where it is nowhere does the damage count.
                damaged = failure;
            }
        }

        return damaged is null ? null : throw damaged;
    }

    /// <summary>Those of the interactions that no lane has. Each lane is read once.</summary>
    internal async ValueTask<HashSet<string>> MissingAsync(IEnumerable<string> interactions, CancellationToken cancellationToken)
    {
        var missing = interactions.ToHashSet(StringComparer.Ordinal);
        foreach (var lane in await ListAsync(cancellationToken))
        {
            if (!missing.Any(lane.MayHold))
            {
                continue;
            }

            await foreach (var frame in ReadAsync(lane, cancellationToken))
            {
                if (SealedContent.InteractionOf(frame.Span) is { } found)
                {
                    missing.Remove(found);
                }
            }
        }

        return missing;
    }

    internal ValueTask DestroyAsync(string lane, CancellationToken cancellationToken) => _logs.DeleteAsync(lane, cancellationToken);

    private ValueTask QueueAsync(Waiting waiting)
    {
        if (IsStalled)
        {
            return ValueTask.FromException(Late());
        }

        waiting.Queued = _clock.GetTimestamp();
        return _queue.Writer.TryWrite(waiting) ? new ValueTask(waiting.Done.Task) : WaitAsync(waiting);
    }

    private async ValueTask WaitAsync(Waiting waiting)
    {
        try
        {
            await _queue.Writer.WriteAsync(waiting);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The content log is closed.");
        }

        await waiting.Done.Task;
    }

    private async Task RunAsync()
    {
        var group = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            for (var bytes = 0; group.Count < GroupLength && bytes < GroupBytes && _queue.Reader.TryRead(out var waiting);)
            {
                group.Add(waiting);
                bytes += waiting.Content.Length;
            }

            Volatile.Write(ref _began, _clock.GetTimestamp());
            group.Sort(static (a, b) => a.Closes != b.Closes ? a.Closes.CompareTo(b.Closes) : a.Expires.CompareTo(b.Expires));
            for (var first = 0; first < group.Count;)
            {
                var one = group[first];
                var last = first + 1;
                while (last < group.Count && group[last].Closes == one.Closes && group[last].Expires == one.Expires)
                {
                    last++;
                }

                await RunAsync(group, first, last);
                first = last;
            }

            Volatile.Write(ref _began, 0);
            group.Clear();
        }

        await CloseLanesAsync(static _ => true);
    }

    /// <summary>Those that wait for the same of the same lane.</summary>
    private async Task RunAsync(List<Waiting> group, int first, int last)
    {
        var expires = group[first].Expires;
        StoreUnavailableException? failed = null;
        try
        {
            if (group[first].Closes)
            {
                await CloseLanesAsync(lane => lane <= expires);
            }
            else
            {
                await AppendAsync(group, first, last);
            }
        }
#pragma warning disable CA1031 // The loop serves every caller: each must hear of the failure, and the loop must live on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            failed = failure as StoreUnavailableException ?? new StoreUnavailableException("The content log failed.", failure);
            Volatile.Write(ref _ready, 0);

            // Nothing follows what may be half written.
            await CloseLanesAsync(lane => lane == expires);
        }

        for (var i = first; i < last; i++)
        {
            var late = failed is null && _clock.GetElapsedTime(group[i].Queued) > Longest ? Late() : null;
            if ((failed ?? late) is { } fault)
            {
                group[i].Done.TrySetException(new StoreUnavailableException(fault.Message, fault));
            }
            else
            {
                group[i].Done.TrySetResult();
            }
        }
    }

    private async Task AppendAsync(List<Waiting> group, int first, int last)
    {
        var expires = group[first].Expires;
        if (!_open.TryGetValue(expires, out var lane))
        {
            var idle = _clock.GetTimestamp();
            await CloseLanesAsync(other => _clock.GetElapsedTime(_open[other].Used, idle) >= IdleFor);
            lane = new Open(await _logs.OpenAsync(ContentLane.NameOf(expires, _entropy.NewId()), CancellationToken.None));
            _open.Add(expires, lane);
        }

        lane.Used = _clock.GetTimestamp();
        _frames.Clear();
        for (var i = first; i < last; i++)
        {
            if (!group[i].Content.IsEmpty)
            {
                _frames.Add(group[i].Content);
            }
        }

        if (_frames.Count > 0)
        {
            await lane.Log.AppendAsync(_frames, CancellationToken.None);
        }

        Volatile.Write(ref _ready, expires.UtcTicks);
    }

    private async Task CloseLanesAsync(Func<DateTimeOffset, bool> which)
    {
        foreach (var expires in _open.Keys.Where(which).ToArray())
        {
            _open.Remove(expires, out var lane);
            Interlocked.CompareExchange(ref _ready, 0, expires.UtcTicks);
            await lane!.Log.DisposeAsync();
        }
    }

    private static StoreUnavailableException Late() => new("The content log does not become durable.");

    private sealed class Open(IAppendLog log)
    {
        public IAppendLog Log { get; } = log;

        public long Used { get; set; }
    }

    /// <param name="content">Empty to make the lane ready.</param>
    private sealed class Waiting(DateTimeOffset expires, ReadOnlyMemory<byte> content)
    {
        public DateTimeOffset Expires { get; } = expires;

        public ReadOnlyMemory<byte> Content { get; } = content;

        public bool Closes { get; init; }

        public long Queued { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
