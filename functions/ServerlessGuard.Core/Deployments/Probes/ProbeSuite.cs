namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>The probes of a model: immutable.</summary>
public sealed record ProbeSuite
{
    /// <summary>SHA-256 of the suite's text, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>Sent with every probe; null leaves it to the model.</summary>
    public double? Temperature { get; init; }

    public int? MaxTokens { get; init; }

    public required IReadOnlyList<Probe> Probes { get; init; }
}
