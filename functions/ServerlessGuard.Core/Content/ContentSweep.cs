using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Destroys content, and with it the keys of its measures, once its time is over and nobody holds it; proofs stay. May
/// die at any call: the next sweep continues. Each destroyed content has at least one entry <c>content.expired</c>.
/// </summary>
public sealed class ContentSweep(
    IDocumentStore documents, IBlobStore blobs, IAuditLog audit, TimeProvider clock, ContentOptions? options = null,
    RecordedHolds? recorded = null, ContentLog? log = null)
{
    private const int PageSize = 100;

    private readonly SealedContentStorage _storage = new(documents, blobs, (options ?? new ContentOptions()).MaxInlineBytes);

    /// <summary>How many contents were destroyed, and how many a hold kept.</summary>
    public async ValueTask<ContentSweepResult> RunAsync(CancellationToken cancellationToken)
    {
        var swept = await Task.WhenAll(ContentNames.DuePartitions.Select(partition => RunAsync(partition, cancellationToken).AsTask()));
        var ended = log is null
            ? new ContentSweepResult(0, 0)
            : await new LaneSweep(documents, _storage, audit, clock, log, recorded).RunAsync(cancellationToken);
        return new ContentSweepResult(ended.Destroyed + swept.Sum(static s => s.Destroyed), ended.Left + swept.Sum(static s => s.Left));
    }

    private async ValueTask<ContentSweepResult> RunAsync(string partition, CancellationToken cancellationToken)
    {
        var (destroyed, held) = (0, 0);
        await foreach (var document in DocumentPages.AllAsync(documents, partition, PageSize, cancellationToken))
        {
            if (ContentNames.ReadDueKey(document.Key) is not { } key || ContentExpiration.Read(document.Body) is not { } due)
            {
                throw new StoreUnavailableException("A record of due content cannot be read; nothing after it expires until it is fixed.");
            }

            switch (await ExpireAsync(document, key.Expires, key.Interaction, key.Bundle, due, cancellationToken))
            {
                case ContentAction.Wait:
                    return new ContentSweepResult(destroyed, held);
                case ContentAction.Destroy:
                    destroyed++;
                    break;
                default:
                    held++;
                    break;
            }
        }

        return new ContentSweepResult(destroyed, held);
    }

    private async ValueTask<ContentAction> ExpireAsync(
        Document document, DateTimeOffset expires, string interaction, string bundle, ContentExpiration due,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var isHeld = await LegalHolds.IsHeldAsync(documents, interaction, due.Application, cancellationToken)
                || (expires <= clock.GetUtcNow()
                    && recorded is not null
                    && await recorded.HoldAsync(interaction, due.Application, cancellationToken));
            var move = ContentSchedule.Decide(clock.GetUtcNow(), expires, due.IsExpiring, isHeld);
            if (move is ContentAction.Wait or ContentAction.Keep)
            {
                return move;
            }

            var exists = await _storage.ExistsAsync(interaction, bundle, cancellationToken);
            if (!exists && !due.IsExpiring && !await _storage.DropAsync(interaction, bundle, cancellationToken))
            {
                // Announced, and never written: the interaction was cut short.
                await documents.DeleteAsync(document.Partition, document.Key, document.Version, cancellationToken);
                return ContentAction.Keep;
            }

            if (move == ContentAction.Destroy || !exists)
            {
                await DestroyAsync(document, interaction, bundle, due, cancellationToken);
                return ContentAction.Destroy;
            }

            var next = due with { IsExpiring = move == ContentAction.Mark };
            if (await documents.ReplaceAsync(
                document.Partition, document.Key, next.ToBytes(), document.Version, null, cancellationToken) is not { } replaced)
            {
                // Another sweep is at it.
                return ContentAction.Keep;
            }

            (document, due) = (replaced, next);
        }
    }

    private async ValueTask DestroyAsync(
        Document document, string interaction, string bundle, ContentExpiration due, CancellationToken cancellationToken)
    {
        await _storage.DestroyAsync(interaction, bundle, cancellationToken);
        await audit.AppendAsync(Expired(interaction, bundle, due.Application, due.Tier, clock.GetUtcNow()), cancellationToken);
        await documents.DeleteAsync(document.Partition, document.Key, document.Version, cancellationToken);
    }

    internal static AuditEntry Expired(string interaction, string bundle, string application, string tier, DateTimeOffset now) => new()
    {
        Kind = AuditKinds.ContentExpired,
        Time = now,
        Actor = Actors.Guard,
        Interaction = interaction,
        Application = application,
        Tier = tier,
        Facts = new Dictionary<string, string> { ["part"] = bundle },
    };
}

/// <summary>The expiry of content. Pure.</summary>
internal static class ContentSchedule
{
    public static ContentAction Decide(DateTimeOffset now, DateTimeOffset expires, bool isExpiring, bool isHeld) =>
        (now < expires, isExpiring, isHeld) switch
        {
            (true, _, _) => ContentAction.Wait,
            (_, true, true) => ContentAction.Unmark,
            (_, true, false) => ContentAction.Destroy,
            (_, false, true) => ContentAction.Keep,
            _ => ContentAction.Mark,
        };
}

/// <summary>The result of a sweep: contents destroyed, and due contents left alone (held, or nothing was there).</summary>
public sealed record ContentSweepResult(int Destroyed, int Left);
