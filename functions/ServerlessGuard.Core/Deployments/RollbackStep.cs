using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

/// <summary>The state of a rollback: the step to do next.</summary>
public enum RollbackStep
{
    /// <summary>Record that it began, and ask a person if the tier wants that.</summary>
    [JsonStringEnumMemberName("begin")]
    Begin,

    /// <summary>Waits for an approval.</summary>
    [JsonStringEnumMemberName("approve")]
    Approve,

    /// <summary>Find the last attested revision that answers its probes.</summary>
    [JsonStringEnumMemberName("choose")]
    Choose,

    /// <summary>Put that revision into a deployment, because it is in none. Meanwhile no calls go to the model.</summary>
    [JsonStringEnumMemberName("put")]
    Put,

    /// <summary>Send the calls there.</summary>
    [JsonStringEnumMemberName("shift")]
    Shift,

    /// <summary>Ask it the probes once more, now that it serves.</summary>
    [JsonStringEnumMemberName("verify")]
    Verify,

    /// <summary>No healthy revision is known: send no calls, and page.</summary>
    [JsonStringEnumMemberName("pause")]
    Pause,

    /// <summary>Take the bad deployment out of service at the platform too, for callers past the gateway.</summary>
    [JsonStringEnumMemberName("contain")]
    Contain,

    /// <summary>An attested, healthy revision serves.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>The model is paused until a person does something.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>A person said no.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,
}
