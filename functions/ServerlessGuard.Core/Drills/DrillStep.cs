using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Drills;

/// <summary>The state of a drill: the step to do next.</summary>
public enum DrillStep
{
    /// <summary>Read how things stand, and keep it: that is what is restored.</summary>
    [JsonStringEnumMemberName("steady-state")]
    SteadyState,

    /// <summary>Make a real call: a target that does not answer would prove nothing.</summary>
    [JsonStringEnumMemberName("verify")]
    Verify,

    /// <summary>Do the harm.</summary>
    [JsonStringEnumMemberName("harm")]
    Harm,

    /// <summary>Wait until the guard has found it, decided and ended it.</summary>
    [JsonStringEnumMemberName("observe")]
    Observe,

    /// <summary>Restore the original state, whatever the guard did.</summary>
    [JsonStringEnumMemberName("restore")]
    Restore,

    /// <summary>Read that they stand so.</summary>
    [JsonStringEnumMemberName("check")]
    Check,

    [JsonStringEnumMemberName("done")]
    Done,
}
