namespace ServerlessGuard.Core.Review;

/// <summary>One text of a case: a message of the conversation, or a place of the answer.</summary>
/// <param name="Path">Names it in an edit: <c>textN</c>, <c>callN</c>; <c>contextN</c> for the conversation.</param>
/// <param name="Role">Who wrote it, as user, assistant, tool or output; <c>call of NAME</c> for the arguments of a tool call.</param>
/// <param name="Text">Untrusted: what a person or a model wrote. Show it as text, never as markup.</param>
public sealed record CaseText(string Path, string Role, string Text, IReadOnlyList<CaseFinding> Findings);
