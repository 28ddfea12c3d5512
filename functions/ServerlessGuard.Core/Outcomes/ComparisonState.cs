using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

public enum ComparisonState
{
    /// <summary>Nothing is decided.</summary>
    [JsonStringEnumMemberName("watched")]
    Watched,

    /// <summary>Its harm rates are higher than the baseline's.</summary>
    [JsonStringEnumMemberName("worse")]
    Worse,

    /// <summary>It answered often enough without being found worse, and is the baseline now.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,
}
