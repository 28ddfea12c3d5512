using CsCheck;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Tests.Review;

public sealed class CaseScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>At any moment and for any SLA: what is due is done in its order, and a wait always leads forward.</summary>
    [Fact]
    public void RemindsThenEscalatesThenTimesOut_WheneverItIsAsked()
    {
        Gen.Select(Gen.Int[60, 100_000], Gen.Int[0, 130], Gen.Bool, Gen.Bool, Gen.Bool)
            .Sample((seconds, percent, reminded, escalated, sample) =>
        {
            var now = Start + TimeSpan.FromSeconds(seconds * percent / 100.0);
            var value = Opened(TimeSpan.FromSeconds(seconds)) with
            {
                IsSample = sample,
                Reminded = reminded ? Start : null,
                Escalated = escalated ? Start : null,
            };
            switch (CaseSchedule.Next(now, value))
            {
                case CaseDueAction.TimeOut:
                    return percent >= 100;
                case CaseDueAction.Escalate:
                    return percent is >= 80 and < 100 && !escalated && !sample;
                case CaseDueAction.Remind:
                    return percent is >= 50 and < 80 && !reminded && !escalated && !sample;
                case CaseDueAction.Wait wait:
                    return wait.Until > now && wait.Until <= value.Due;
                default:
                    return false;
            }
        });
    }

    [Theory]
    [InlineData(CaseState.Denied)]
    [InlineData(CaseState.Expired)]
    [InlineData(CaseState.Released)]
    public void AnEndedCase_Rests(CaseState state) =>
        CaseSchedule.Next(Start.AddYears(1), Opened(TimeSpan.FromMinutes(30)) with { State = state }).ShouldBe(new CaseDueAction.Rest());

    [Fact]
    public void AClaim_EndsWithItsLease_AndNotBefore()
    {
        var value = Opened(TimeSpan.FromMinutes(30)) with
        {
            State = CaseState.Claimed,
            Reviewer = "user:ann",
            ClaimedUntil = Start.AddMinutes(10)
        };

        CaseSchedule.Next(Start.AddMinutes(9), value).ShouldBe(new CaseDueAction.Wait(Start.AddMinutes(10)));
        CaseSchedule.Next(Start.AddMinutes(10), value).ShouldBe(new CaseDueAction.Unclaim());
        CaseSchedule.Next(Start.AddMinutes(30), value).ShouldBe(new CaseDueAction.TimeOut(false));
    }

    [Fact]
    public void AnApprovalThatNobodyFetches_Lapses()
    {
        var value = Opened(TimeSpan.FromMinutes(30)) with
        {
            State = CaseState.Approved,
            Approval = new CaseApproval(["user:ann"], Start, Start.AddHours(24), "", null)
        };

        CaseSchedule.Next(Start.AddHours(23), value).ShouldBe(new CaseDueAction.Wait(Start.AddHours(24)));
        CaseSchedule.Next(Start.AddHours(24), value).ShouldBe(new CaseDueAction.Lapse());
        CaseSchedule.Next(Start.AddHours(24), value with { Kind = CaseKind.Leak }).ShouldBe(new CaseDueAction.Rest());
    }

    private static CaseRecord Opened(TimeSpan sla) => new()
    {
        Id = "c",
        Kind = CaseKind.Output,
        Subject = "m",
        State = CaseState.Open,
        Opened = Start,
        Due = Start + sla,
        Journal = [new CaseEvent(CaseEventKind.Opened, CaseState.Open, "guard", Start)],
    };
}
