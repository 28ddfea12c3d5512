namespace ServerlessGuard.Core.Review;

/// <summary>One place of an answer that a reviewer reads and may change.</summary>
internal sealed record AnswerPlace(string Path, string Role, Func<string> Read, Action<string> Replace);
