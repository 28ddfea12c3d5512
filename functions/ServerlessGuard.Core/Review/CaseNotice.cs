namespace ServerlessGuard.Core.Review;

/// <summary>That a case of an application was decided. Holds no content: what was approved is fetched with the caller's own key.</summary>
/// <param name="Id">The same for every delivery of one decision.</param>
public sealed record CaseNotice(string Id, string Case, CaseKind Kind, CaseState State, string? Interaction, DateTimeOffset Time, DateTimeOffset? FetchBefore);
