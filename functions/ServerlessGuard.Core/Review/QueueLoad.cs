namespace ServerlessGuard.Core.Review;

/// <summary>How busy the reviewers are.</summary>
public sealed record QueueLoad
{
    public required DateTimeOffset Time { get; init; }

    /// <summary>Undecided cases that hold something back.</summary>
    public int Holds { get; init; }

    /// <summary>Undecided samples.</summary>
    public int Samples { get; init; }

    public int Claimed { get; init; }

    /// <summary>Approved and not fetched yet.</summary>
    public int Waiting { get; init; }

    /// <summary>The time at which the oldest undecided hold was opened.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Decisions of people in the last hour, of the cases opened in the last day.</summary>
    public int DecidedLastHour { get; init; }

    /// <summary>Of those cases, how many had a second opinion (a sample, where the guard's is the first; a second reviewer).</summary>
    public int SecondOpinions { get; init; }

    /// <summary>Second opinions that were the same as the first.</summary>
    public int Agreements { get; init; }

    /// <summary>0 to 1; null without second opinions.</summary>
    public double? AgreementRate => SecondOpinions == 0 ? null : (double)Agreements / SecondOpinions;
}
