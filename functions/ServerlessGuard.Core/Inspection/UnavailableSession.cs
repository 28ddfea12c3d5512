using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Inspection;

/// <summary>Stands where the vault could not be opened: every use fails again, so the tier decides again.</summary>
internal sealed class UnavailableSession : IContentSession
{
    public Inspected Inspect(string text, string? label, RedactionPlan plan) => throw Unavailable();

    public IContentStream OpenStream(RedactionPlan plan, bool restore, bool inJson) => throw Unavailable();

    public Restored Restore(string text, bool inJson) => throw Unavailable();

    public IReadOnlyList<string> DetectedSecrets => [];

    public IReadOnlyList<string>? Issued => throw Unavailable();

    public ValueTask SaveAsync(CancellationToken cancellationToken) => throw Unavailable();

    private static StoreUnavailableException Unavailable() => new("The vault could not be opened.");
}
