namespace ServerlessGuard.Core.Content;

/// <summary>How one measure of an entry compares with the content.</summary>
public sealed record ContentCheckResult(string Interaction, string Kind, string Part, ContentMatch Match);
