using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>The response to a deployment that deviates from the policy, beyond recording it. Later members are stricter.</summary>
public enum DriftAction
{
    /// <summary>A person is alerted.</summary>
    [JsonStringEnumMemberName("alert")]
    Alert,

    /// <summary>The model goes back to its last attested revision.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback,

    /// <summary>The deployment stops serving.</summary>
    [JsonStringEnumMemberName("pause")]
    Pause,
}
