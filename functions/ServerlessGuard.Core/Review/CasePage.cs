namespace ServerlessGuard.Core.Review;

/// <summary>
/// Some cases in the order of their ids, which is the order of their age. <see cref="Next"/> is where the next page
/// begins, null at the end; a page may hold fewer cases than asked for, even none, before the end.
/// </summary>
public sealed record CasePage(IReadOnlyList<VersionedCase> Cases, string? Next);
