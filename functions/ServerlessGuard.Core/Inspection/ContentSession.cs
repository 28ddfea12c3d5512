using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Inspection;

internal sealed class ContentSession(Redactor redactor, TokenSession tokens, ScannedTexts? scanned = null, string? application = null)
    : IContentSession
{
    public Inspected Inspect(string text, string? label, RedactionPlan plan)
    {
        if (label is not null)
        {
            var prefix = label + ": ";
            var together = Redact(prefix + text, plan);
            if (together.Text.StartsWith(prefix, StringComparison.Ordinal)
                && together.Applied.All(finding => finding.Start >= prefix.Length))
            {
                return new Inspected(together.Text[prefix.Length..], ContentStream.Convert(together.Applied));
            }
        }

        // Without a label, or where a finding reaches into it: the value by itself.
        var result = Redact(text, plan);
        return new Inspected(result.Text, ContentStream.Convert(result.Applied));
    }

    public IContentStream OpenStream(RedactionPlan plan, bool restore, bool inJson) => new ContentStream(
        new StreamRedactor(redactor, plan, tokens),
        restore ? new StreamRestorer(tokens, RestoreModeFor(inJson)) : null);

    public Restored Restore(string text, bool inJson)
    {
        var result = Restorer.Restore(text, tokens, RestoreModeFor(inJson));
        return new Restored(result.Text, result.Restored.Values.Sum());
    }

    public IReadOnlyList<string> DetectedSecrets => tokens.SecretCandidates?.All ?? [];

    public IReadOnlyList<string>? Issued => tokens.Issued;

    public ValueTask SaveAsync(CancellationToken cancellationToken) => tokens.SaveAsync(cancellationToken);

    private RedactionResult Redact(string text, RedactionPlan plan) => redactor.Redact(
        text, plan, tokens,
        scanned is null || application is null ? redactor.Find(plan, text) : scanned.Find(application, redactor, plan, text));

    private static RestoreMode RestoreModeFor(bool inJson) => inJson ? RestoreMode.JsonProse : RestoreMode.Prose;
}
