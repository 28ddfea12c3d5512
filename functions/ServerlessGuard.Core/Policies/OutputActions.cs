using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>The actions on findings in the model's answer.</summary>
public sealed record OutputActions
{
    [JsonPropertyName("personal")]
    public GuardAction Personal { get; init; } = GuardAction.Mask;

    [JsonPropertyName("secrets")]
    public GuardAction Secrets { get; init; } = GuardAction.Block;

    [JsonPropertyName("markup")]
    public GuardAction Markup { get; init; } = GuardAction.Neutralise;

    [JsonPropertyName("leakage")]
    public GuardAction Leakage { get; init; } = GuardAction.Block;

    /// <summary>Whether names of persons, organisations and places count as personal data. Default false.</summary>
    [JsonPropertyName("names")]
    public bool Names { get; init; }

    /// <summary>Whether plain dates and web addresses count as personal data wherever they stand. Default false.</summary>
    [JsonPropertyName("dates")]
    public bool Dates { get; init; }

    /// <summary>Actions of single kinds of personal data and secrets, which go before their category's. Null: none.</summary>
    [JsonPropertyName("kinds")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, GuardAction>? Kinds { get; init; }

    /// <summary>The policy's own rules and exceptions, as far as they are for the application.</summary>
    [JsonIgnore]
    public DetectionPolicy Detection { get; init; } = DetectionPolicy.None;
}
