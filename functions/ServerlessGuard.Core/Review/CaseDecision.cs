namespace ServerlessGuard.Core.Review;

/// <summary>How a case ended. <see cref="Actor"/> is <c>guard</c> where time ran out.</summary>
public sealed record CaseDecision(string CaseId, CaseKind Kind, string Subject, bool IsApproved, string Actor, DateTimeOffset Time)
{
    internal static CaseDecision Of(CaseRecord value, CaseStep decided) => new(value.Id, value.Kind, value.Subject, decided.Act == CaseAct.Approved, decided.Actor, decided.Time);
}
