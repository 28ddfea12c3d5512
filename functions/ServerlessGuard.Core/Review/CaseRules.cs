using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>The rules for acts on a case. Null allows the act.</summary>
internal static class CaseRules
{
    /// <summary>A journal is one document: a case that was claimed this often is decided or left.</summary>
    private const int LongestJournal = 500;

    public static CaseResult.Refused? Claim(CaseRecord value, string actor, DateTimeOffset now) =>
        Decide(value, actor, now) ?? (value.Journal.Count >= LongestJournal
            ? new("journal_full", "Reviewers claimed this case too often. Decide it now.")
            : value.Vote?.Actor == actor ? new("second_person", "You have approved this case already. Another reviewer must decide it.")
            : null);

    public static CaseResult.Refused? Unclaim(CaseRecord value, string actor) => value.State == CaseState.Claimed && value.Reviewer == actor
        ? null
        : new("not_claimed", "You have not claimed this case.");

    /// <summary>
    /// For every decision: the case is undecided, in time, not somebody else's, and not about the reviewer's own interaction.
    /// </summary>
    public static CaseResult.Refused? Decide(CaseRecord value, string actor, DateTimeOffset now)
    {
        if (!value.IsUndecided)
        {
            return new("already_decided", $"This case is {WireName.Of(value.State)} already.");
        }

        if (now >= value.Due)
        {
            return new("out_of_time", "This case has expired.");
        }

        if (string.Equals(value.Caller, actor, StringComparison.Ordinal))
        {
            return new("own_interaction", "You cannot review your own interaction.");
        }

        return value.State == CaseState.Claimed && value.Reviewer != actor && now < value.ClaimedUntil
            ? new("claimed", "Another reviewer has claimed this case.")
            : null;
    }

    public static CaseResult.Refused? Approve(CaseRecord value, string actor, DateTimeOffset now) =>
        Decide(value, actor, now) ?? (value.Vote?.Actor == actor
            ? new("second_person", "You have approved this case already. Another reviewer must decide it.")
            : null);

    public static CaseResult.Refused? Edit(CaseRecord value, string actor, DateTimeOffset now) =>
        Decide(value, actor, now) ?? (value is { Content: null } or { Kind: CaseKind.Input } or { IsSample: true }
            ? new("not_editable", "You can edit only a held answer.")
            : null);
}
