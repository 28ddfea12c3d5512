using System.Text.RegularExpressions;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>The expectations of every answer to a probe; a null or empty member expects nothing.</summary>
public sealed record ProbeExpectation
{
    public IReadOnlyList<string> MustContain { get; init; } = [];

    public IReadOnlyList<string> MustNotContain { get; init; } = [];

    public Regex? Matches { get; init; }

    public Regex? MustNotMatch { get; init; }

    public bool? Refuses { get; init; }

    public bool NoPersonalData { get; init; }

    public bool NoSecret { get; init; }

    public string? Canary { get; init; }

    /// <summary>Null: calls are judged by the other two lists only.</summary>
    public IReadOnlyList<string>? MayCall { get; init; }

    public IReadOnlyList<string> MustCall { get; init; } = [];

    public IReadOnlyList<string> MustNotCall { get; init; } = [];

    public TimeSpan? Within { get; init; }

    internal CompiledArguments? Schema { get; init; }
}
