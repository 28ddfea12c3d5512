namespace ServerlessGuard.Web.Review;

internal sealed record CasePageView(IReadOnlyList<CaseView> Cases, string? Next);
