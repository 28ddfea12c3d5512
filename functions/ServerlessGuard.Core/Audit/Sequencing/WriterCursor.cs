using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// Reads one writer's log from where it is integrated to, and gives out only entries that continue its chain. After a
/// fault it gives out nothing more.
/// </summary>
internal sealed class WriterCursor(
    IAppendLogs logs, LogWriter writer, WriterPosition from, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _frames = logs.ReadFromAsync(
        writer.Name, Math.Max(0, from.Next - 1), cancellationToken).GetAsyncEnumerator(cancellationToken);
    private WriterPosition _position = from;
    private DateTimeOffset _latest;
    private PendingEntry? _peeked;
    private bool _started;
    private bool _ended;

    public string Writer => writer.Name;

    /// <summary>The log's fault, once that is known.</summary>
    public WriterFault? Fault { get; private set; }

    /// <summary>The sequence number that is next, or at fault.</summary>
    public long Next => _position.Next;

    /// <summary>A sealed log that was read to its end without fault: it need not be opened again.</summary>
    public bool IsDone => _ended && Fault is null && writer.State == WriterState.Sealed;

    /// <summary>The next entry, or null at the end or at a fault. Its time never goes back within a writer.</summary>
    public async ValueTask<PendingEntry?> PeekAsync()
    {
        if (_peeked is not null || _ended)
        {
            return _peeked;
        }

        if (!_started)
        {
            _started = true;
            await SkipAsync();
        }

        if (!_ended && await _frames.MoveNextAsync())
        {
            _peeked = Check(_frames.Current);
        }

        _ended = _peeked is null;
        return _peeked;
    }

    /// <summary>Goes past the entry that was peeked.</summary>
    public void Take()
    {
        _position = _peeked!.After;
        _peeked = null;
    }

    public ValueTask DisposeAsync() => _frames.DisposeAsync();

    /// <summary>Goes past the last frame that is integrated, which must still be what it was.</summary>
    private async ValueTask SkipAsync()
    {
        if (_position.Next == 0)
        {
            return;
        }

        if (!await _frames.MoveNextAsync())
        {
            Fail(WriterFault.Cut);
        }
        else if (AuditEntryEncoding.Hash(_frames.Current.Span) != _position.Last)
        {
            Fail(WriterFault.Fork);
        }
    }

    private PendingEntry? Check(ReadOnlyMemory<byte> frame)
    {
        var read = EntryPlace.Of(frame, writer.Name, _position.Last);
        Fault = read switch
        {
            null => WriterFault.Unreadable,
            { } place when place.Writer != writer.Name => WriterFault.OtherWriter,
            { } place when place.Sequence > _position.Next => WriterFault.Gap,
            { } place when place.Sequence < _position.Next => WriterFault.Repeat,
            { } place when place.Previous != _position.Last => WriterFault.Fork,
            _ => null,
        };
        if (Fault is not null)
        {
            return null;
        }

        var time = read!.Value.Time;
        _latest = time > _latest ? time : _latest;
        return new PendingEntry(
            writer.Name, frame, _latest, new WriterPosition(_position.Next + 1, AuditEntryEncoding.Hash(frame.Span), false));
    }

    private void Fail(WriterFault fault)
    {
        Fault = fault;
        _ended = true;
    }
}

/// <summary>Why the sequencer takes nothing more from a writer.</summary>
public enum WriterFault
{
    /// <summary>Bytes that are not an entry.</summary>
    [JsonStringEnumMemberName("unreadable")]
    Unreadable,

    /// <summary>An entry of another writer.</summary>
    [JsonStringEnumMemberName("other-writer")]
    OtherWriter,

    /// <summary>Entries are missing before it.</summary>
    [JsonStringEnumMemberName("gap")]
    Gap,

    /// <summary>A sequence number a second time.</summary>
    [JsonStringEnumMemberName("repeat")]
    Repeat,

    /// <summary>It does not follow the entry before it: another history than the one integrated.</summary>
    [JsonStringEnumMemberName("fork")]
    Fork,

    /// <summary>The log is shorter than what was integrated from it.</summary>
    [JsonStringEnumMemberName("cut")]
    Cut,
}

/// <summary>
/// How far a writer is integrated: the next sequence number, the last entry's hash, and whether its sealed log is done with.
/// </summary>
internal sealed record WriterPosition(long Next, string Last, bool IsDone)
{
    public static WriterPosition Start { get; } = new(0, AuditEntryEncoding.Genesis, false);
}
