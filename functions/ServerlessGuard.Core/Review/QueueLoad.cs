using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

/// <summary>How busy the reviewers are.</summary>
public sealed record QueueLoad
{
    [JsonPropertyName("time")]
    public required DateTimeOffset Time { get; init; }

    /// <summary>Undecided cases that hold something back.</summary>
    [JsonPropertyName("holds")]
    public int Holds { get; init; }

    /// <summary>Undecided samples.</summary>
    [JsonPropertyName("samples")]
    public int Samples { get; init; }

    [JsonPropertyName("claimed")]
    public int Claimed { get; init; }

    /// <summary>Approved and not fetched yet.</summary>
    [JsonPropertyName("waiting")]
    public int Waiting { get; init; }

    /// <summary>The time at which the oldest undecided hold was opened.</summary>
    [JsonPropertyName("oldest")]
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Decisions of people in the last hour, of the cases opened in the last day.</summary>
    [JsonPropertyName("decidedLastHour")]
    public int DecidedLastHour { get; init; }

    /// <summary>Of those cases, how many had a second opinion (a sample, where the guard's is the first; a second reviewer).</summary>
    [JsonPropertyName("secondOpinions")]
    public int SecondOpinions { get; init; }

    /// <summary>Second opinions that were the same as the first.</summary>
    [JsonPropertyName("agreements")]
    public int Agreements { get; init; }

    /// <summary>0 to 1; null without second opinions.</summary>
    [JsonPropertyName("agreementRate")]
    public double? AgreementRate => SecondOpinions == 0 ? null : (double)Agreements / SecondOpinions;
}
