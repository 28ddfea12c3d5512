using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

internal sealed class ContentSession(Redactor redactor, TokenSession tokens) : IContentSession
{
    public Inspected Inspect(string text, string? label, RedactionPlan plan)
    {
        var result = label is null ? redactor.Redact(text, plan, tokens) : redactor.Redact($"{label}: {text}", label.Length + 2, plan, tokens);
        return new Inspected(result.Text, ContentStream.Convert(result.Applied));
    }

    public IContentStream OpenStream(RedactionPlan plan, bool restore) => new ContentStream(
        new StreamRedactor(redactor, plan, tokens),
        restore ? new StreamRestorer(tokens) : null);

    public Restored Restore(string text)
    {
        var result = Restorer.Restore(text, tokens);
        return new Restored(result.Text, result.Restored.Values.Sum());
    }

    public ValueTask SaveAsync(CancellationToken cancellationToken) => tokens.SaveAsync(cancellationToken);
}
