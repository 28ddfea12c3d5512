namespace ServerlessGuard.Core.Outcomes;

/// <summary>How outcomes are counted and when candidates are judged.</summary>
public sealed record OutcomeOptions
{
    /// <summary>An answer that takes longer counts as <see cref="OutcomeMetric.Slow"/>.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two writes of what was counted, each followed by a judgement.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Answers of a candidate before it is judged, and before it is settled what it is compared with.</summary>
    public int MinimumAnswers { get; init; } = 20;

    /// <summary>Answers after which a candidate that was not found worse becomes the baseline.</summary>
    public int PromotionAnswers { get; init; } = 5000;

    /// <summary>Answers of the baseline between two snapshots of its history.</summary>
    public int HistoryStep { get; init; } = 5000;

    /// <summary>A judgement that changes nothing is an entry this often: evidence has a maximum age.</summary>
    public TimeSpan RecordEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long counts of an instance that writes no more are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}
