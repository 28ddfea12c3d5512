namespace ServerlessGuard.Core.Review;

/// <summary>Reads many cases: pages by keyset, and the queue's load.</summary>
public sealed class CaseQueries(CaseStore store, TimeProvider clock)
{
    public const int LargestPage = 200;

    private const int BatchSize = 500;

    /// <summary>Most documents that one page reads: what does not match costs as much as what does.</summary>
    private const int MostRead = 1000;

    /// <summary>Most documents that counting the load reads.</summary>
    private const int MostCounted = 50_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async ValueTask<CasePage> ListAsync(CaseFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        limit = Math.Clamp(limit, 1, LargestPage);
        var ended = filter.Ended || filter.State is CaseState.Denied or CaseState.Expired or CaseState.Released;
        var now = clock.GetUtcNow();
        var found = new List<VersionedCase>(limit);
        for (var read = 0; ;)
        {
            var size = Math.Min(filter == new CaseFilter { Ended = filter.Ended } ? limit - found.Count : BatchSize, MostRead - read);
            var batch = await store.ListAsync(ended, after, size, cancellationToken);
            foreach (var one in batch)
            {
                after = one.Case.Id;
                read++;
                if (filter.Matches(one.Case, now))
                {
                    found.Add(one);
                    if (found.Count == limit)
                    {
                        return new CasePage(found, after);
                    }
                }
            }

            if (batch.Count < size)
            {
                return new CasePage(found, null);
            }

            if (read >= MostRead)
            {
                return new CasePage(found, after);
            }
        }
    }

    public async ValueTask<QueueLoad> LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var count = new QueueLoadCounter(now);
        await foreach (var value in AllAsync(false, null, cancellationToken))
        {
            count.AddLive(value.Case);
        }

        await foreach (var value in AllAsync(true, UlidTime.Before(now - Day), cancellationToken))
        {
            count.AddDecided(value.Case);
        }

        return count.Load;
    }

    /// <summary>Every case of a partition, in the order of ids, up to a bound.</summary>
    public async IAsyncEnumerable<VersionedCase> AllAsync(
        bool ended, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var read = 0; read < MostCounted;)
        {
            var batch = await store.ListAsync(ended, after, BatchSize, cancellationToken);
            foreach (var value in batch)
            {
                yield return value;
            }

            if (batch.Count < BatchSize)
            {
                yield break;
            }

            read += batch.Count;
            after = batch[^1].Case.Id;
        }
    }
}

/// <summary>The time in a ULID, for reading ids of a span of time.</summary>
internal static class UlidTime
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A key that sorts before every ULID of that time or later; names in lower case sort after all ULIDs.</summary>
    public static string Before(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return string.Create(10, milliseconds, static (span, rest) =>
        {
            for (var i = span.Length - 1; i >= 0; i--)
            {
                span[i] = Crockford[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}

/// <summary>
/// Some cases in the order of their ids, which is the order of their age. <see cref="Next"/> is where the next page
/// begins, null at the end; a page may hold fewer cases than requested, even none, before the end.
/// </summary>
public sealed record CasePage(IReadOnlyList<VersionedCase> Cases, string? Next);
