using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Drills;

/// <summary>How far a drill goes.</summary>
public enum DrillMode
{
    /// <summary>Asserts the steady state and makes the real call that verifies the target; changes nothing.</summary>
    [JsonStringEnumMemberName("observe")]
    Observe,

    /// <summary>Acts on a small share: some of the endpoint's calls, the key alone, an incident that pages nobody.</summary>
    [JsonStringEnumMemberName("canary")]
    Canary,

    /// <summary>Acts on the whole of the drill target.</summary>
    [JsonStringEnumMemberName("full")]
    Full,
}
