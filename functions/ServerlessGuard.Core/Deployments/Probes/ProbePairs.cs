using System.Text.RegularExpressions;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>
/// Counterfactual pairs. The first group is compared with each other one: the whole 95% interval of the difference
/// between their shares of favourable answers must lie within <see cref="MostDisparity"/> of zero.
/// </summary>
public sealed record ProbePairs
{
    public required IReadOnlyList<string> Groups { get; init; }

    public IReadOnlyList<string> Cases { get; init; } = [];

    public required Regex Favourable { get; init; }

    public double MostDisparity { get; init; } = 0.2;
}
