using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Legal holds on an interaction or a whole application: what is held does not expire, and stays readable. Holding and
/// expiring agree without a lock: a hold is written before it checks for marks on content that is being destroyed, a
/// sweep writes its mark before it looks for holds; so at least one of them sees the other.
/// </summary>
public sealed class LegalHolds(IDocumentStore documents, IAuditLog audit, TimeProvider clock, ContentLog? log = null)
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int LongestReason = 500;

    private const int PageSize = 100;

    /// <summary>
    /// Holds an interaction's content, or with <paramref name="isApplication"/> all of an application's. Returns how many
    /// contents of it were already being destroyed: for those it is too late. The entry <c>legal-hold.changed</c> is durable.
    /// </summary>
    public async ValueTask<int> HoldAsync(string id, bool isApplication, string reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, LongestReason, nameof(reason));
        var subject = Subject(id, isApplication);
        var hold = new LegalHold(subject, reason, actor, clock.GetUtcNow());
        await documents.CreateAsync(
            ContentNames.HoldPartition, subject, JsonSerializer.SerializeToUtf8Bytes(hold, ContentJson.Default.LegalHold), null,
            cancellationToken);
        await AppendAsync(id, isApplication, "hold", reason, actor, cancellationToken);
        return await CountExpiringAsync(id, isApplication, cancellationToken);
    }

    /// <summary>Ends a hold, after the entry that records it; false when there was none. Due content expires at the next sweep.</summary>
    public async ValueTask<bool> ReleaseAsync(
        string id, bool isApplication, string reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, LongestReason, nameof(reason));
        var subject = Subject(id, isApplication);
        if (await documents.GetAsync(ContentNames.HoldPartition, subject, cancellationToken) is not { } document)
        {
            return false;
        }

        await AppendAsync(id, isApplication, "release", reason, actor, cancellationToken);
        return await documents.DeleteAsync(ContentNames.HoldPartition, subject, document.Version, cancellationToken);
    }

    /// <summary>Every hold, by subject.</summary>
    public async ValueTask<IReadOnlyList<LegalHold>> ListAsync(CancellationToken cancellationToken)
    {
        var holds = new List<LegalHold>();
        await foreach (var document in DocumentPages.AllAsync(documents, ContentNames.HoldPartition, PageSize, cancellationToken))
        {
            holds.Add(JsonSerializer.Deserialize(document.Body.Span, ContentJson.Default.LegalHold)!);
        }

        return holds;
    }

    internal static async ValueTask<bool> IsHeldAsync(
        IDocumentStore documents, string interaction, string application, CancellationToken cancellationToken) =>
        await documents.GetAsync(ContentNames.HoldPartition, ContentNames.HoldOfInteraction(interaction), cancellationToken) is not null
        || await documents.GetAsync(ContentNames.HoldPartition, ContentNames.HoldOfApplication(application), cancellationToken) is not null;

    private static string Subject(string id, bool isApplication)
    {
        StoreNames.RequireWriterName(id);
        return isApplication ? ContentNames.HoldOfApplication(id) : ContentNames.HoldOfInteraction(id);
    }

    private async ValueTask<int> CountExpiringAsync(string id, bool isApplication, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var count = 0;
        foreach (var partition in isApplication ? ContentNames.DuePartitions : [ContentNames.DuePartition(id)])
        {
            await foreach (var document in DocumentPages.AllAsync(documents, partition, PageSize, cancellationToken))
            {
                if (ContentNames.ReadDueKey(document.Key) is not { } due || due.Expires > now)
                {
                    break;
                }

                count += ContentExpiration.Read(document.Body) is { IsExpiring: true } marked
                    && (isApplication ? marked.Application : due.Interaction) == id ? 1 : 0;
            }
        }

        return count + await CountInLanesAsync(id, isApplication, cancellationToken);
    }

    /// <summary>Counts what lies in lanes that are being destroyed, and was not moved to the documents before the hold was seen.</summary>
    private async ValueTask<int> CountInLanesAsync(string id, bool isApplication, CancellationToken cancellationToken)
    {
        if (log is null)
        {
            return 0;
        }

        var marked = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var mark in DocumentPages.AllAsync(documents, ContentNames.LanePartition, PageSize, cancellationToken))
        {
            marked.Add(mark.Key);
        }

        var count = 0;
        foreach (var lane in marked.Count == 0 ? [] : (await log.ListAsync(cancellationToken)).Where(lane => marked.Contains(lane.Name)))
        {
            await foreach (var frame in log.ReadAsync(lane, cancellationToken))
            {
                var header = SealedContent.Read(frame).Header;
                if ((isApplication ? header.Terms.Application : header.Interaction) == id
                    && await documents.GetAsync(
                        ContentNames.Partition(header.Interaction), ContentNames.Key(header.Interaction, ContentNames.ExchangeBundle),
                        cancellationToken) is null)
                {
                    count++;
                }
            }
        }

        return count;
    }

    private async ValueTask AppendAsync(
        string id, bool isApplication, string action, string reason, string actor, CancellationToken cancellationToken) =>
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.LegalHoldChanged,
                Time = clock.GetUtcNow(),
                Actor = actor,
                Interaction = isApplication ? null : id,
                Application = isApplication ? id : null,
                Facts = new Dictionary<string, string> { ["action"] = action, ["reason"] = reason },
            },
            cancellationToken);
}

/// <summary>A legal hold. <see cref="Subject"/> is <c>interaction~ID</c> or <c>application~ID</c>.</summary>
public sealed record LegalHold(
    [property: JsonPropertyName("subject")] string Subject,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("actor")] string Actor,
    [property: JsonPropertyName("since")] DateTimeOffset Since);
