using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>The result of a verification. Findings end at <see cref="MostFindings"/>; the first fault already condemns the log.</summary>
public sealed record LogVerification
{
    public const int MostFindings = 100;

    /// <summary>The newest checkpoint; null when it is not to be trusted.</summary>
    public Checkpoint? Head { get; init; }

    /// <summary>Entries that were read and hashed.</summary>
    public long Entries { get; init; }

    public int Writers { get; init; }

    /// <summary>Older checkpoints that the log was held to: published, kept by the caller, or witnessed.</summary>
    public int Checkpoints { get; init; }

    /// <summary>The largest size that the witness signed; null when none was requested or none is there.</summary>
    public long? Witnessed { get; init; }

    public IReadOnlyList<LogFinding> Findings { get; init; } = [];

    public bool IsIntact => Findings.Count == 0;
}
