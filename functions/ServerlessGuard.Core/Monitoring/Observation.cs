namespace ServerlessGuard.Core.Monitoring;

/// <summary>One interaction that is over, as monitoring sees it: no content and no hash of content beyond a sketch.</summary>
public sealed record Observation
{
    public required string Interaction { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required MonitoredSubject Subject { get; init; }

    /// <summary>The caller's principal.</summary>
    public required string Caller { get; init; }

    /// <summary>The digest of the revision that answered; null where none did or none is known.</summary>
    public string? Revision { get; init; }

    /// <summary>The bucket of each signal that applies, each signal at most once.</summary>
    public required IReadOnlyList<SignalValue> Values { get; init; }

    /// <summary>A sketch of the text that the caller sent; null where there was no text of a user.</summary>
    public TextSketch? Sketch { get; init; }

    /// <summary>The network that the caller came from, hashed; 0 where it is unknown.</summary>
    public uint Place { get; init; }

    /// <summary>Tokens read and written; where the model does not say, as many as its bytes usually are.</summary>
    public long Tokens { get; init; }

    /// <summary>Whether the interaction was refused for how it was written: content that nobody can read is a way past a guard.</summary>
    public bool IsEvasive { get; init; }
}

/// <summary>
/// Takes what the gateway observes. Thread-safe; never waits and never throws: it is called on every request.
/// </summary>
public interface IInteractionMonitor
{
    void Record(Observation observation);
}
