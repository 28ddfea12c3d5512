using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Review;

/// <summary>How a case becomes the next one: pure functions, each adding a line to the journal.</summary>
internal static class CaseTransitions
{
    /// <summary>Why a case was decided that nobody decided.</summary>
    public const string TimedOut = "timed-out";

    public static CaseRecord Claim(CaseRecord value, string actor, DateTimeOffset now, ReviewTimings times) => AddEvent(
        value with { Reviewer = actor, ClaimedUntil = now + times.Lease }, CaseEventKind.Claimed, CaseState.Claimed, actor, now, null);

    public static CaseRecord Unclaim(CaseRecord value, string actor, DateTimeOffset now, string? reason) => AddEvent(
        value with { Reviewer = null, ClaimedUntil = null }, CaseEventKind.Unclaimed, CaseState.Open, actor, now, reason);

    /// <summary>The first of two approvals: the case waits for somebody else.</summary>
    public static CaseRecord RecordFirstApproval(CaseRecord value, string actor, DateTimeOffset now, string? reason) => AddEvent(
        value with { Reviewer = null, ClaimedUntil = null, Vote = new CaseVote(actor, now, value.Content?.Mac ?? "") },
        CaseEventKind.FirstApproval, CaseState.Open, actor, now, reason);

    public static CaseRecord Approve(
        CaseRecord value, string actor, DateTimeOffset now, ReviewTimings times, string? revision, string? reason)
    {
        IReadOnlyList<string> actors = value.Vote is { } vote ? [vote.Actor, actor] : [actor];
        var edited = value.Journal.Any(static step => step.Kind == CaseEventKind.Edited);
        return AddEvent(
            value with
            {
                Reviewer = null,
                ClaimedUntil = null,
                Approval = new CaseApproval(actors, now, now + times.Approval, value.Content?.Mac ?? "", revision),
            },
            CaseEventKind.Approved, edited ? CaseState.Edited : CaseState.Approved, actor, now, reason);
    }

    /// <summary>Other content takes the place; who had approved the former one has not approved this.</summary>
    public static CaseRecord Edit(CaseRecord value, SealedContent content, string actor, DateTimeOffset now, string? reason) => AddEvent(
        value with { Content = content, Original = value.Original ?? value.Content, Vote = null }, CaseEventKind.Edited, value.State,
        actor, now, reason);

    public static CaseRecord Deny(CaseRecord value, string actor, DateTimeOffset now, string? reason) => AddEvent(
        value with { Reviewer = null, ClaimedUntil = null }, CaseEventKind.Denied, CaseState.Denied, actor, now, reason);

    public static CaseRecord Expire(CaseRecord value, DateTimeOffset now, string reason) => AddEvent(
        value with { Reviewer = null, ClaimedUntil = null }, CaseEventKind.Expired, CaseState.Expired, Actors.Guard, now, reason);

    public static CaseRecord Release(CaseRecord value, string actor, DateTimeOffset now) => AddEvent(
        value with { Released = now }, CaseEventKind.Released, CaseState.Released, actor, now, null);

    public static CaseRecord Reopen(CaseRecord value, DateTimeOffset now, string reason) => AddEvent(
        value with { Approval = null, Vote = null, Due = now + (value.Due - value.Opened), Reminded = null, Escalated = null },
        CaseEventKind.Reopened, CaseState.Open, Actors.Guard, now, reason);

    public static CaseRecord Remind(CaseRecord value, DateTimeOffset now) =>
        AddEvent(value with { Reminded = now }, CaseEventKind.Reminded, value.State, Actors.Guard, now, null);

    public static CaseRecord Escalate(CaseRecord value, DateTimeOffset now) =>
        AddEvent(value with { Escalated = now }, CaseEventKind.Escalated, value.State, Actors.Guard, now, null);

    public static CaseRecord PassOn(CaseRecord value, string engine, DateTimeOffset now, string reason) => AddEvent(
        value with { Engine = null }, CaseEventKind.PassedOn, value.State, engine, now, reason);

    private static CaseRecord AddEvent(
        CaseRecord value, CaseEventKind act, CaseState state, string actor, DateTimeOffset now, string? reason) => value with
        {
            State = state,
            Journal = [.. value.Journal, new CaseEvent(act, state, actor, now, reason)],
            Attempts = 0,
            NotBefore = null,
        };
}

/// <summary>
/// The binding of an approval: this content, for this case's application, caller and interaction, under this policy, once,
/// until it expires.
/// </summary>
/// <param name="Actors">The approvers, in order; <c>guard</c> when the time ran out.</param>
/// <param name="ContentMac">HMAC-SHA-256 of the content's bytes, lower-case hex; empty where the case has no content.</param>
public sealed record CaseApproval(
    [property: JsonPropertyName("actors")] IReadOnlyList<string> Actors,
    [property: JsonPropertyName("time")] DateTimeOffset Time,
    [property: JsonPropertyName("expires")] DateTimeOffset Expires,
    [property: JsonPropertyName("contentMac")] string ContentMac,
    [property: JsonPropertyName("policyRevision")] string? PolicyRevision);

/// <summary>A first approval, of the content with that HMAC.</summary>
public sealed record CaseVote(
    [property: JsonPropertyName("actor")] string Actor,
    [property: JsonPropertyName("time")] DateTimeOffset Time,
    [property: JsonPropertyName("contentMac")] string ContentMac);
