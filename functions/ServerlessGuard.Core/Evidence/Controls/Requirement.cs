using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// What decides a control: the newest fact of a kind (of each subject, where <see cref="By"/> tells subjects apart)
/// must be as <see cref="Is"/> says and at most <see cref="MaxAge"/> old; or, if <see cref="Never"/>, none may be that young.
/// </summary>
public sealed record Requirement
{
    public required string Fact { get; init; }

    /// <summary>No fact that matches <see cref="Of"/> may be younger than <see cref="MaxAge"/>.</summary>
    public bool Never { get; init; }

    /// <summary>Which facts of the kind are meant.</summary>
    public IReadOnlyList<Condition> Of { get; init; } = [];

    /// <summary>What must be true of the newest; nothing: that it is there.</summary>
    public IReadOnlyList<Condition> Is { get; init; } = [];

    /// <summary>The value that tells subjects apart; null: the newest of all decides.</summary>
    public string? By { get; init; }

    /// <summary>The value of the fact <c>state.policy</c> that lists the subjects there must be facts of.</summary>
    public string? ForEach { get; init; }

    public required TimeSpan MaxAge { get; init; }

    /// <summary>Whether the fact is one that this requirement is about.</summary>
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
