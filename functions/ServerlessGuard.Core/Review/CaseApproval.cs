namespace ServerlessGuard.Core.Review;

/// <summary>
/// What an approval binds: this content, for this case's application, caller and interaction, under this policy, once,
/// until it expires.
/// </summary>
/// <param name="Actors">Who approved, in order; <c>guard</c> where time did.</param>
/// <param name="ContentMac">HMAC-SHA-256 of the content's bytes, lower-case hex; empty where the case has no content.</param>
public sealed record CaseApproval(IReadOnlyList<string> Actors, DateTimeOffset Time, DateTimeOffset Expires, string ContentMac, string? PolicyRevision);
