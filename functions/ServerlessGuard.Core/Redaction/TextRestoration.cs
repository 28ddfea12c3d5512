namespace ServerlessGuard.Core.Redaction;

/// <summary>Turns tokens in files back, as streams: the inverse of <see cref="TextRedaction"/>.</summary>
public static class TextRestoration
{
    /// <summary>
    /// Copies <paramref name="input"/> to <paramref name="output"/> with the session's tokens turned back, with constant memory.
    /// </summary>
    /// <exception cref="InvalidDataException">As <see cref="TextRedaction.RunAsync"/>.</exception>
    public static ValueTask<TextSummary> RunAsync(
        Stream input,
        Stream output,
        TokenSession session,
        TextOptions options,
        RestoreMode places,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new TextRun(input, output, new RestoringFilter(session, places), session, options).RunAsync(cancellationToken);
    }
}
