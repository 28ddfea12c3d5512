namespace ServerlessGuard.Core.Review;

/// <summary>A first approval, of the content with that HMAC.</summary>
public sealed record CaseVote(string Actor, DateTimeOffset Time, string ContentMac);
