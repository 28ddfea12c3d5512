namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The result of a verification. <see cref="Pack"/> is null when the verifier could not read it.</summary>
public sealed record PackVerification
{
    public IReadOnlyList<PackFinding> Findings { get; init; } = [];

    public EvidencePack? Pack { get; init; }

    /// <summary>Number of files that the manifest lists.</summary>
    public int Files { get; init; }

    /// <summary>Number of entries with a valid proof.</summary>
    public int Proven { get; init; }

    /// <summary>Whether the verifier made the report again from the facts and compared it; only the version that made it can.</summary>
    public bool Reproduced { get; init; }

    public bool IsIntact => Findings.Count == 0;
}
