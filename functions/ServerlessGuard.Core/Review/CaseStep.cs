namespace ServerlessGuard.Core.Review;

/// <summary>
/// One line of a case's journal. <see cref="Reason"/> is a stable code where the guard acted and a reviewer's own words,
/// with what looks personal or secret masked, where a person did.
/// </summary>
public sealed record CaseStep(CaseAct Act, CaseState State, string Actor, DateTimeOffset Time, string? Reason = null);
