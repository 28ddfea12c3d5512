namespace ServerlessGuard.Web.Review;

/// <summary>What may be a case's id: what the document store takes as a name, and no longer than 200 characters.</summary>
internal static class CaseId
{
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 200 } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or ':' or '@' or '-');
}
