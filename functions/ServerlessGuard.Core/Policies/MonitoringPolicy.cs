using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// How the behaviour of applications and callers is monitored. Null means that the policy does not say it: the default holds.
/// </summary>
public sealed record MonitoringPolicy
{
    public static MonitoringPolicy None { get; } = new();

    /// <summary>The mean time to a false alarm of drift, and to one of misuse, is at least this.</summary>
    public TimeSpan? AverageRun { get; init; }

    /// <summary>A baseline is learnt from so much time at least, and from so many interactions.</summary>
    public TimeSpan? Baseline { get; init; }

    public int? BaselineInteractions { get; init; }

    /// <summary>Signals that are not watched, by id.</summary>
    public IReadOnlyList<string> Off { get; init; } = [];

    /// <summary>By kind of misuse; a kind that is not named alerts.</summary>
    public FrozenDictionary<string, MisuseResponse> Misuse { get; init; } = FrozenDictionary<string, MisuseResponse>.Empty;

    /// <summary>The rate that a throttled caller may still use.</summary>
    public RateLimit? Throttle { get; init; }

    /// <summary>Applications that are expected to talk, and the longest silence of each.</summary>
    public FrozenDictionary<string, TimeSpan> Expect { get; init; } = FrozenDictionary<string, TimeSpan>.Empty;
}

/// <summary>The response to a caller that misuses a model, beside the entry and the alert.</summary>
public enum MisuseResponse
{
    /// <summary>A person is told.</summary>
    [JsonStringEnumMemberName("alert")]
    Alert,

    /// <summary>The caller gets the rate of <see cref="MonitoringPolicy.Throttle"/>.</summary>
    [JsonStringEnumMemberName("throttle")]
    Throttle,

    /// <summary>Each answer to the caller waits for a reviewer.</summary>
    [JsonStringEnumMemberName("review")]
    Review,

    /// <summary>The caller gets no answer, until a person lifts it.</summary>
    [JsonStringEnumMemberName("suspend")]
    Suspend,
}
