using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Acts on decided cases of its kinds: a rollback that waited for approval, a leak that waited for confirmation. Called
/// at least once per decision and after it is durable, so it is idempotent; an exception means: call again later.
/// </summary>
public interface ICaseListener
{
    IReadOnlyList<CaseKind> Kinds { get; }

    Task DecidedAsync(CaseDecision decision, CancellationToken cancellationToken);
}

/// <summary>How a case ended. <see cref="Actor"/> is <c>guard</c> where time ran out.</summary>
public sealed record CaseDecision(string CaseId, CaseKind Kind, string Subject, bool IsApproved, string Actor, DateTimeOffset Time)
{
    internal static CaseDecision Of(CaseRecord value, CaseEvent decided) =>
        new(value.Id, value.Kind, value.Subject, decided.Kind == CaseEventKind.Approved, decided.Actor, decided.Time);
}

/// <summary>
/// One line of a case's journal. <see cref="Reason"/> is a stable code where the guard acted and a reviewer's own words,
/// with what looks personal or secret masked, where a person did. <see cref="Signature"/> is that of <see cref="CaseSignatures"/>, where
/// the step decides.
/// </summary>
public sealed record CaseEvent(
    [property: JsonPropertyName("kind")] CaseEventKind Kind,
    [property: JsonPropertyName("state")] CaseState State,
    [property: JsonPropertyName("actor")] string Actor,
    [property: JsonPropertyName("time")] DateTimeOffset Time,
    [property: JsonPropertyName("reason")] string? Reason = null,
    [property: JsonPropertyName("signature")] string? Signature = null);
