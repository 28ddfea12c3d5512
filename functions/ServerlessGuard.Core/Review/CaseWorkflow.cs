using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The acts of reviewers on cases. Every act is one write of the case's document, so that of many at once one takes effect;
/// it is in the audit log before the result says that it is done. Thread-safe. Everything throws
/// <see cref="StoreUnavailableException"/> when a store is down; an act may then have taken effect, and is settled later.
/// </summary>
/// <remarks><c>actor</c> is the principal of an authenticated reviewer; a <c>version</c> of null acts on whatever stands.</remarks>
public sealed class CaseWorkflow
{
    private const int Attempts = 5;

    private readonly CaseStore _store;
    private readonly CaseContentStore _contents;
    private readonly CaseOutbox _settling;
    private readonly CaseInspection _inspection;
    private readonly CaseQueries _lists;
    private readonly IPolicySource _policies;
    private readonly ReviewTimings _times;
    private readonly TimeProvider _clock;

    public CaseWorkflow(
        CaseStore store, CaseContentStore contents, CaseOutbox settling, CaseInspection inspection, CaseQueries lists,
        IPolicySource policies, ReviewTimings times, TimeProvider clock)
    {
        (_store, _contents, _settling, _inspection, _lists) = (store, contents, settling, inspection, lists);
        (_policies, _times, _clock) = (policies, times, clock);
    }

    /// <summary>A page of up to <paramref name="limit"/> cases; work is bounded, however few of the cases match.</summary>
    public ValueTask<CasePage> ListAsync(CaseFilter filter, string? after, int limit, CancellationToken cancellationToken) =>
        _lists.ListAsync(filter, after, limit, cancellationToken);

    /// <summary>Queue depth, ages, decisions per hour and agreement, counted now.</summary>
    public ValueTask<QueueLoad> LoadAsync(CancellationToken cancellationToken) => _lists.LoadAsync(cancellationToken);

    public ValueTask<VersionedCase?> FindAsync(string id, CancellationToken cancellationToken) => _store.FindAsync(id, cancellationToken);

    /// <summary>
    /// The content as it stands, or null when there is none (any more). An entry <c>content.read</c> is durable before it is
    /// returned. Throws <see cref="System.Security.Cryptography.CryptographicException"/> when it was altered.
    /// </summary>
    public async ValueTask<CaseContent?> ReadAsync(CaseRecord value, string actor, CancellationToken cancellationToken) =>
        await _contents.ReadAsync(value, actor, "review", cancellationToken) is { } bytes ? CaseContent.FromBytes(bytes.Span) : null;

    /// <summary>
    /// The content as it was held, where it was edited since: for the approver of the edit. As <see cref="ReadAsync"/> otherwise.
    /// </summary>
    public ValueTask<CaseContent?> ReadOriginalAsync(CaseRecord value, string actor, CancellationToken cancellationToken) =>
        ReadAsync(value with { Content = value.Original }, actor, cancellationToken);

    /// <summary>Keeps others away for <see cref="ReviewTimings.Lease"/>; claiming again prolongs it.</summary>
    public ValueTask<CaseResult> ClaimAsync(string id, string actor, string? version, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, version, (value, now) => CaseRules.Claim(value, actor, now),
            (value, now) => CaseTransitions.Claim(value, actor, now, _times), cancellationToken);

    public ValueTask<CaseResult> UnclaimAsync(string id, string actor, string? version, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, version, (value, _) => CaseRules.Unclaim(value, actor), (value, now) => CaseTransitions.Unclaim(value, actor, now, null),
            cancellationToken);

    /// <summary>Approves; where the tier requires two reviewers, the first approval leaves the case open for a second person.</summary>
    public ValueTask<CaseResult> ApproveAsync(string id, string actor, string? version, string? reason, CancellationToken cancellationToken)
    {
        var words = _inspection.Redact(reason);
        return ChangeAsync(
            id, version,
            (value, now) => CaseRules.Approve(value, actor, now),
            (value, now) => value.FourEyes && !value.IsSample && value.Vote is null
                ? CaseTransitions.RecordFirstApproval(value, actor, now, words)
                : CaseTransitions.Approve(value, actor, now, _times, _policies.Current.RevisionId, words),
            cancellationToken);
    }

    /// <summary>Denies: one person is enough, in every tier.</summary>
    public ValueTask<CaseResult> DenyAsync(string id, string actor, string? version, string? reason, CancellationToken cancellationToken)
    {
        var words = _inspection.Redact(reason);
        return ChangeAsync(
            id, version, (value, now) => CaseRules.Decide(value, actor, now),
            (value, now) => CaseTransitions.Deny(value, actor, now, words), cancellationToken);
    }

    /// <summary>
    /// Changes texts of a held answer and approves the result, which is inspected first: anything that the tier would
    /// replace, hold or block and that was not there before refuses the edit. With two reviewers required, a second person must
    /// then approve the edited answer.
    /// </summary>
    public async ValueTask<CaseResult> EditAsync(
        string id, string actor, string? version, IReadOnlyList<CaseEdit> edits, string? reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edits);
        if (await _store.FindAsync(id, cancellationToken) is not { } found)
        {
            return new CaseResult.Unknown();
        }

        if (version is not null && version != found.Version)
        {
            return new CaseResult.Changed(found);
        }

        if (CaseRules.Edit(found.Case, actor, _clock.GetUtcNow()) is { } refused)
        {
            return refused;
        }

        if (await _contents.ReadAsync(found.Case, actor, "edit", cancellationToken) is not { } bytes)
        {
            return new CaseResult.Refused("content_gone", "The case's content has expired.");
        }

        var (edited, problem) = await _inspection.EditAsync(found.Case, CaseContent.FromBytes(bytes.Span), edits, cancellationToken);
        if (edited is null)
        {
            return problem!;
        }

        var content = await _contents.SealAsync(id, edited.ToBytes(), found.Case.Content!.Expires, cancellationToken);
        var words = _inspection.Redact(reason);
        return await ChangeAsync(
            id, found.Version,
            (value, now) => CaseRules.Edit(value, actor, now),
            (value, now) =>
            {
                var changed = CaseTransitions.Edit(value, content, actor, now, words);
                return value.FourEyes
                    ? CaseTransitions.RecordFirstApproval(changed, actor, now, null)
                    : CaseTransitions.Approve(changed, actor, now, _times, _policies.Current.RevisionId, null);
            },
            cancellationToken);
    }

    private async ValueTask<CaseResult> ChangeAsync(
        string id,
        string? version,
        Func<CaseRecord, DateTimeOffset, CaseResult.Refused?> refuse,
        Func<CaseRecord, DateTimeOffset, CaseRecord> change,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await _store.FindAsync(id, cancellationToken) is not { } found)
            {
                return new CaseResult.Unknown();
            }

            if (version is not null && version != found.Version)
            {
                return new CaseResult.Changed(found);
            }

            var now = _clock.GetUtcNow();
            if (refuse(found.Case, now) is { } refused)
            {
                return refused;
            }

            if (await _store.ReplaceAsync(change(found.Case, now), found, cancellationToken) is { } written)
            {
                return new CaseResult.Done(await _settling.WriteEntriesAsync(written, cancellationToken));
            }

            if (attempt == Attempts)
            {
                throw new StoreUnavailableException("The case's document is contended.");
            }
        }
    }
}

/// <summary>New text for one of a case's texts.</summary>
public sealed record CaseEdit(string Path, string Text)
{
    public override string ToString() => $"CaseEdit {{ {Path} }}";
}
