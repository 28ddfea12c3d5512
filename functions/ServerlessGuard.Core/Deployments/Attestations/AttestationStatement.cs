namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>
/// An attester's statement: which revision was asked which suite for which model, and how that went. Not verified by itself.
/// </summary>
public sealed record AttestationStatement
{
    /// <summary>The model's id in the policy.</summary>
    public required string Model { get; init; }

    public required Revision Revision { get; init; }

    public required string Attester { get; init; }

    public required DateTimeOffset Issued { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>The suite's path in the policy.</summary>
    public required string Suite { get; init; }

    public required string SuiteDigest { get; init; }

    public required IReadOnlyList<string> Passed { get; init; }

    public required IReadOnlyList<string> Failed { get; init; }

    public bool IsPassed => Passed.Count > 0 && Failed.Count == 0;
}
