using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// A requirement of a control: the newest fact of a kind (for each subject, where <see cref="By"/> distinguishes subjects)
/// fulfils <see cref="Is"/> and is at most <see cref="MaxAge"/> old; with <see cref="Never"/>, no fact is that young.
/// </summary>
public sealed record Requirement
{
    public required string Fact { get; init; }

    /// <summary>No fact that matches <see cref="Of"/> may be younger than <see cref="MaxAge"/>.</summary>
    public bool Never { get; init; }

    /// <summary>The conditions that select facts of the kind.</summary>
    public IReadOnlyList<Condition> Of { get; init; } = [];

    /// <summary>The conditions on the newest fact; an empty list requires only that there is one.</summary>
    public IReadOnlyList<Condition> Is { get; init; } = [];

    /// <summary>The value that distinguishes subjects; null: the newest of all decides.</summary>
    public string? By { get; init; }

    /// <summary>The value of the fact <c>state.policy</c> that lists the required subjects.</summary>
    public string? ForEach { get; init; }

    public required TimeSpan MaxAge { get; init; }

    /// <summary>Whether this requirement concerns the fact.</summary>
    public bool Concerns(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Kind == Fact && Of.All(c => c.Holds(fact));
    }

    /// <summary>The subject of a fact, in this requirement's terms.</summary>
    public string SubjectOf(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return By is null ? "" : By == FactKinds.Subject ? fact.Subject : fact.Values.GetValueOrDefault(By, "");
    }
}
