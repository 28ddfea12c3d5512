namespace ServerlessGuard.Core.Review;

/// <summary>The time policy: a pure function of the time and the case.</summary>
public static class CaseSchedule
{
    private const double RemindAt = 0.5;
    private const double EscalateAt = 0.8;

    public static CaseDueAction Next(DateTimeOffset now, CaseRecord value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.HasEnded)
        {
            return new CaseDueAction.Rest();
        }

        if (!value.IsUndecided)
        {
            var lapses = value.Approval?.Expires ?? value.Due;
            return now >= lapses ? new CaseDueAction.Lapse() : new CaseDueAction.Wait(lapses);
        }

        if (now >= value.Due)
        {
            return new CaseDueAction.TimeOut(value.AllowsOnTimeout);
        }

        if (value.State == CaseState.Claimed && now >= value.ClaimedUntil)
        {
            return new CaseDueAction.Unclaim();
        }

        var next = value.State == CaseState.Claimed && value.ClaimedUntil < value.Due ? value.ClaimedUntil.Value : value.Due;
        if (value.IsSample)
        {
            // Nothing waits for it: no reason to disturb anybody.
            return new CaseDueAction.Wait(next);
        }

        var (remind, escalate) = (At(value, RemindAt), At(value, EscalateAt));
        if (value.Escalated is null && now >= escalate)
        {
            return new CaseDueAction.Escalate();
        }

        if (value.Reminded is null && value.Escalated is null && now >= remind)
        {
            return new CaseDueAction.Remind();
        }

        var pending = value.Escalated is not null ? next : value.Reminded is not null ? escalate : remind;
        return new CaseDueAction.Wait(pending < next ? pending : next);
    }

    private static DateTimeOffset At(CaseRecord value, double share) => value.Due - ((value.Due - SinceWhen(value)) * (1 - share));

    /// <summary>A reopened case gets its whole time again.</summary>
    private static DateTimeOffset SinceWhen(CaseRecord value)
    {
        for (var i = value.Journal.Count - 1; i > 0; i--)
        {
            if (value.Journal[i].Kind == CaseEventKind.Reopened)
            {
                return value.Journal[i].Time;
            }
        }

        return value.Opened;
    }
}
