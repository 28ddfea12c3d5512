namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>What a verification found. <see cref="Pack"/> is null when it could not be read.</summary>
public sealed record PackVerification
{
    public IReadOnlyList<PackFinding> Findings { get; init; } = [];

    public EvidencePack? Pack { get; init; }

    /// <summary>Files that the manifest lists.</summary>
    public int Files { get; init; }

    /// <summary>Entries that were proven to be in the log.</summary>
    public int Proven { get; init; }

    /// <summary>Whether the report was made again from the facts and compared; only the version that made it can.</summary>
    public bool MadeAgain { get; init; }

    public bool IsIntact => Findings.Count == 0;
}
