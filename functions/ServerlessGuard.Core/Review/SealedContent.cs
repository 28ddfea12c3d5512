namespace ServerlessGuard.Core.Review;

/// <summary>Where a case's content lies, sealed, and how it is measured.</summary>
/// <param name="Key">Names it among the sealed contents.</param>
/// <param name="Parts">Over how many documents it is spread.</param>
/// <param name="Mac">HMAC-SHA-256 of the content's bytes, lower-case hex.</param>
/// <param name="Expires">When it becomes unreadable.</param>
public sealed record SealedContent(string Key, int Parts, string Mac, DateTimeOffset Expires);
