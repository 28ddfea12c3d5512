using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Journals;

/// <summary>
/// The right to act on one journalled document. Every write goes through it, renews it, and fails once another worker has
/// it, so that a worker that was suspended too long learns so before its next call. Others may add to the document
/// without the lease (<see cref="Journal{TDocument}.ChangeAsync"/>); a write keeps what they added. Not thread-safe.
/// </summary>
internal sealed class Lease<TDocument>
    where TDocument : class, ILeasedDocument<TDocument>
{
    private readonly Journal<TDocument> _journal;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _length;
    private readonly string _id;
    private string? _version;

    private Lease(
        Journal<TDocument> journal, TimeProvider clock, TimeSpan length, string id, string owner, TDocument state, string? version)
    {
        (_journal, _clock, _length, _id) = (journal, clock, length, id);
        (Owner, State, _version) = (owner, state, version);
    }

    public string Owner { get; }

    /// <summary>The document as this worker last wrote or read it.</summary>
    public TDocument State { get; private set; }

    /// <summary>
    /// Null when another worker holds the document, or wrote it meanwhile. A worker that holds it already continues with it.
    /// </summary>
    public static async ValueTask<Lease<TDocument>?> TakeAsync(
        Journal<TDocument> journal, TimeProvider clock, TimeSpan length, string id, string owner, CancellationToken cancellationToken)
    {
        var (state, version) = await journal.LoadAsync(id, cancellationToken);
        if (state.LeaseOwner is { } holder && holder != owner && clock.GetUtcNow() < state.LeaseUntil)
        {
            return null;
        }

        var lease = new Lease<TDocument>(journal, clock, length, id, owner, state, version);
        return await lease.TryWriteAsync(lease.Renewed(state), cancellationToken) ? lease : null;
    }

    /// <summary>
    /// Applies the change to the document as it is now, with what others added to it, and renews the lease. Throws
    /// <see cref="LeaseLostException"/> when another worker took over.
    /// </summary>
    public async ValueTask WriteAsync(Func<TDocument, TDocument> change, CancellationToken cancellationToken)
    {
        while (!await TryWriteAsync(Renewed(change(State)), cancellationToken))
        {
            await ReloadAsync(cancellationToken);
        }
    }

    /// <summary>Waits for a call and renews the lease meanwhile: some operations of a platform take longer than a lease.</summary>
    public async ValueTask<T> HoldAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        while (!call.IsCompleted)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var due = Task.Delay(_length / 3, _clock, stop.Token);
            if (await Task.WhenAny(call, due) == due && !call.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(static state => state, cancellationToken);
            }

            await stop.CancelAsync();
        }

        return await call;
    }

    /// <summary>Gives the lease up, keeping what others added. A lease that another worker has is left alone.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!await TryWriteAsync(State.WithLease(null, null), cancellationToken))
            {
                await ReloadAsync(cancellationToken);
            }
        }
        catch (LeaseLostException)
        {
            // Another worker took over: there is nothing to give up.
        }
    }

    private TDocument Renewed(TDocument next) => next.WithLease(Owner, _clock.GetUtcNow() + _length);

    private async ValueTask<bool> TryWriteAsync(TDocument next, CancellationToken cancellationToken)
    {
        if (await _journal.SaveAsync(_id, next, _version, cancellationToken) is not { } written)
        {
            return false;
        }

        (State, _version) = (next, written);
        return true;
    }

    private async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        var (state, version) = await _journal.LoadAsync(_id, cancellationToken);
        if (state.LeaseOwner != Owner)
        {
            throw new LeaseLostException();
        }

        (State, _version) = (state, version);
    }
}

/// <summary>Takes leases on journalled documents. Thread-safe.</summary>
public sealed class Leases(IEntropy entropy, TimeProvider clock)
{
    /// <summary>A lease of this call alone. Null when another worker holds the document: it does the work, or the next call does.</summary>
    internal ValueTask<Lease<TDocument>?> TakeAsync<TDocument>(
        Journal<TDocument> journal, string id, TimeSpan length, CancellationToken cancellationToken)
        where TDocument : class, ILeasedDocument<TDocument> =>
            Lease<TDocument>.TakeAsync(journal, clock, length, id, entropy.NewId(), cancellationToken);

    /// <summary>The same for a worker that keeps a lease over several calls: it takes its own lease again.</summary>
    internal ValueTask<Lease<TDocument>?> TakeAsync<TDocument>(
        Journal<TDocument> journal, string id, TimeSpan length, string worker, CancellationToken cancellationToken)
        where TDocument : class, ILeasedDocument<TDocument> =>
            Lease<TDocument>.TakeAsync(journal, clock, length, id, worker, cancellationToken);
}

/// <summary>A journalled document that one worker at a time acts on.</summary>
public interface ILeasedDocument<TDocument>
{
    /// <summary>The worker that may act until <see cref="LeaseUntil"/>; null when none does.</summary>
    string? LeaseOwner { get; }

    DateTimeOffset? LeaseUntil { get; }

    /// <summary>The same document, leased to <paramref name="owner"/>; nulls: to nobody.</summary>
    TDocument WithLease(string? owner, DateTimeOffset? until);
}

/// <summary>Another worker took over; the one that gets this stops without acting.</summary>
internal sealed class LeaseLostException() : Exception("Another worker took over.");
