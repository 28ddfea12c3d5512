using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Watch;

/// <summary>A drift that was found and is not over. One episode gives one alert and one action.</summary>
public sealed record OpenDrift
{
    /// <summary>The same for everything that is done about it; another when it comes back or gets worse.</summary>
    [JsonPropertyName("episode")]
    public required string Episode { get; init; }

    [JsonPropertyName("drift")]
    public required Drift Drift { get; init; }

    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    /// <summary>Recorded and alerted.</summary>
    [JsonPropertyName("isAlerted")]
    public bool IsAlerted { get; init; }

    /// <summary>The time of the last <see cref="Drift.Action"/>; null before the first.</summary>
    [JsonPropertyName("isActedOn")]
    public DateTimeOffset? IsActedOn { get; init; }

    /// <summary>Until when one worker has it.</summary>
    [JsonPropertyName("claimedUntil")]
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>Whether something is left to do about it.</summary>
    public bool IsDue(DateTimeOffset now) => !(ClaimedUntil > now)
        && (!IsAlerted || (Drift.Action != DriftAction.Alert && (IsActedOn is null || IsActedOn <= now - WatchTimings.RetryAction)));
}
