namespace ServerlessGuard.Core.Redaction;

/// <summary>Redacts files as streams.</summary>
public static class TextRedaction
{
    /// <summary>
    /// Copies <paramref name="input"/> to <paramref name="output"/>, redacted, with constant memory. Text is UTF-8; bytes
    /// that are not valid UTF-8 pass through as they are, as do line ends and a byte order mark. New tokens are saved
    /// before the text that holds them is written. Hold and Block mask; the summary's strictest action shows it.
    /// </summary>
    /// <exception cref="InvalidDataException">The input is UTF-16 or UTF-32, whose text would pass unseen; or a line is invalid and the
    /// options say to fail.</exception>
    public static ValueTask<TextSummary> RunAsync(
        Stream input,
        Stream output,
        Redactor redactor,
        RedactionPlan plan,
        TokenSession session,
        TextOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(redactor);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(session);
        return new TextRun(input, output, new RedactingFilter(redactor, plan, session), session, options).RunAsync(cancellationToken);
    }
}
