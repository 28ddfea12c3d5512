namespace ServerlessGuard.Core.Review;

/// <summary>The filter of a list of cases. A null member matches every case.</summary>
public sealed record CaseFilter
{
    /// <summary>Whether ended cases are listed; else those that are undecided or wait to be fetched.</summary>
    public bool Ended { get; init; }

    public CaseState? State { get; init; }

    /// <summary>Whether somebody must still decide.</summary>
    public bool? IsUndecided { get; init; }

    public CaseKind? Kind { get; init; }

    public string? Application { get; init; }

    public string? Tier { get; init; }

    public bool? IsSample { get; init; }

    /// <summary>Open at least this long.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Claimed by this reviewer.</summary>
    public string? Reviewer { get; init; }

    public bool Matches(CaseRecord value, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (State is null || value.State == State)
            && (IsUndecided is null || value.IsUndecided == IsUndecided)
            && (Kind is null || value.Kind == Kind)
            && (Application is null || string.Equals(value.Application, Application, StringComparison.Ordinal))
            && (Tier is null || string.Equals(value.Tier, Tier, StringComparison.Ordinal))
            && (IsSample is null || value.IsSample == IsSample)
            && (OlderThan is null || now - value.Opened >= OlderThan)
            && (Reviewer is null || string.Equals(value.Reviewer, Reviewer, StringComparison.Ordinal));
    }
}
