using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>How often something could have gone wrong, and how often it did: 0 &lt;= Harms &lt;= Trials.</summary>
public readonly record struct OutcomeCount(
    [property: JsonPropertyName("trials")] long Trials,
    [property: JsonPropertyName("harms")] long Harms)
{
    /// <summary>Harms per trial; 0 when there was none.</summary>
    [JsonIgnore]
    public double Rate => Trials == 0 ? 0 : (double)Harms / Trials;

    public static OutcomeCount operator +(OutcomeCount left, OutcomeCount right) => left.Add(right);

    public static OutcomeCount operator -(OutcomeCount left, OutcomeCount right) => left.Subtract(right);

    public OutcomeCount Add(OutcomeCount other) => new(Trials + other.Trials, Harms + other.Harms);

    /// <summary>The increase since <paramref name="earlier"/>. Never negative, should documents have expired meanwhile.</summary>
    public OutcomeCount Subtract(OutcomeCount earlier)
    {
        var trials = Math.Max(0, Trials - earlier.Trials);
        return new(trials, Math.Clamp(Harms - earlier.Harms, 0, trials));
    }
}
