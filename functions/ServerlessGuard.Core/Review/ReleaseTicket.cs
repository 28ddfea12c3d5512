namespace ServerlessGuard.Core.Review;

/// <summary>That a held request may be sent again: what the gateway may read of an approved input case.</summary>
public sealed record ReleaseTicket(string Case, string Application, string Caller, string RequestMac, IReadOnlyList<string> Reasons, string? PolicyRevision, DateTimeOffset Expires);
