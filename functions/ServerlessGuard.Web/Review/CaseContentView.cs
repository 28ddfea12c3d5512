using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>A case's content for a reviewer: untrusted text.</summary>
internal sealed record CaseContentView(string Case, string Protocol, IReadOnlyList<CaseText> Context, IReadOnlyList<CaseText> Texts);
