using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Destroys lanes whose time is over: marks the lane, reads the holds, moves what is held to the documents, writes the entries of the
/// rest, destroys the lane whole, and takes the mark away. A hold is written before it looks for marks, so one of the two sees the other.
/// May die at any call: the mark says that a lane is not finished, and the next sweep begins with it again.
/// </summary>
internal sealed class LaneSweep(
    IDocumentStore documents, SealedContentStorage storage, IAuditLog audit, TimeProvider clock, ContentLog log, RecordedHolds? recorded)
{
    private const int PageSize = 100;

    /// <summary>Entries that are appended together.</summary>
    private const int Together = 512;

    public async ValueTask<ContentSweepResult> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await log.CloseAsync(now);
        var (destroyed, left) = (0, 0);
        var lanes = await log.ListAsync(cancellationToken);
        foreach (var lane in lanes.Where(lane => lane.Expires <= now && !lane.IsOpen))
        {
            await documents.CreateAsync(ContentNames.LanePartition, lane.Name, "{}"u8.ToArray(), null, cancellationToken);
            var (gone, kept) = await EmptyAsync(lane, cancellationToken);
            await log.DestroyAsync(lane.Name, cancellationToken);
            (destroyed, left) = (destroyed + gone, left + kept);
        }

        await foreach (var mark in DocumentPages.AllAsync(documents, ContentNames.LanePartition, PageSize, cancellationToken))
        {
            if (ContentLane.Of(new LogWriter(mark.Key, WriterState.Stopped)) is not { } over
                || over.Expires > now
                || lanes.Any(lane => lane.Name == mark.Key && lane.IsOpen))
            {
                continue;
            }

            // Its entries are written: it is destroyed, or half, by this sweep or one that died.
            await log.DestroyAsync(mark.Key, cancellationToken);
            await documents.DeleteAsync(ContentNames.LanePartition, mark.Key, mark.Version, cancellationToken);
        }

        return new ContentSweepResult(destroyed, left);
    }

    /// <summary>Moves what is held, and writes that the rest has ended.</summary>
    private async ValueTask<(int Gone, int Kept)> EmptyAsync(ContentLane lane, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(cancellationToken);
        var (gone, kept) = (0, 0);
        var entries = new List<Task>(Together);
        await foreach (var frame in log.ReadAsync(lane, cancellationToken))
        {
            var header = SealedContent.Read(frame).Header;
            var (interaction, terms) = (header.Interaction, header.Terms);
            if (held.Contains(ContentNames.HoldOfInteraction(interaction))
                || held.Contains(ContentNames.HoldOfApplication(terms.Application))
                || (recorded is not null && await recorded.HoldAsync(interaction, terms.Application, cancellationToken)))
            {
                await MoveAsync(interaction, terms, frame, cancellationToken);
                kept++;
                continue;
            }

            var entry = ContentSweep.Expired(
                interaction, ContentNames.ExchangeBundle, terms.Application, terms.Tier, clock.GetUtcNow());
            entries.Add(audit.AppendAsync(entry, cancellationToken).AsTask());
            gone++;
            if (entries.Count == Together)
            {
                await Task.WhenAll(entries);
                entries.Clear();
            }
        }

        await Task.WhenAll(entries);
        return (gone, kept);
    }

    private async ValueTask<HashSet<string>> HeldAsync(CancellationToken cancellationToken)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var hold in DocumentPages.AllAsync(documents, ContentNames.HoldPartition, PageSize, cancellationToken))
        {
            held.Add(hold.Key);
        }

        return held;
    }

    /// <summary>To where content lies one by one, under a record of what is due: the sweep of those ends it once it is released.</summary>
    private async ValueTask MoveAsync(
        string interaction, ContentTerms terms, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await documents.CreateAsync(
            ContentNames.DuePartition(interaction), ContentNames.DueKey(terms.Expires, interaction, ContentNames.ExchangeBundle),
            new ContentExpiration(terms.Application, terms.Tier, IsExpiring: false).ToBytes(), null, cancellationToken);
        await storage.CreateAsync(interaction, ContentNames.ExchangeBundle, frame.ToArray(), cancellationToken);
    }
}
