namespace ServerlessGuard.Core.Review;

/// <summary>A span that a rule found in the text as the reviewer sees it, in UTF-16 units.</summary>
public sealed record CaseFinding(int Start, int End, string Kind, string Rule, double Confidence);
