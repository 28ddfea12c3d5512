using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>An application's use of a model: what has a baseline and is watched.</summary>
public sealed record MonitoredSubject(
    [property: JsonPropertyName("application")] string Application,
    [property: JsonPropertyName("model")] string Model)
{
    /// <summary>The same for the same two, 32 hex digits: a document's key.</summary>
    public string Key() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Application}\n{Model}")).AsSpan(0, 16));
}

/// <summary>A subject's baseline, detectors and open alarms. Immutable.</summary>
public sealed record SubjectState
{
    [JsonPropertyName("subject")]
    public required MonitoredSubject Subject { get; init; }

    /// <summary>The first hour (since 1970) of the baseline.</summary>
    [JsonPropertyName("learningFrom")]
    public required long LearningFrom { get; init; }

    /// <summary>The hour up to which, exclusive, everything is in this document.</summary>
    [JsonPropertyName("until")]
    public required long Until { get; init; }

    /// <summary>Null while it is learnt.</summary>
    [JsonPropertyName("reference")]
    public IReadOnlyDictionary<string, SignalReference>? Reference { get; init; }

    /// <summary>The revision that answered in the baseline; null where none is known.</summary>
    [JsonPropertyName("revision")]
    public string? Revision { get; init; }

    /// <summary>The revision that answered last.</summary>
    [JsonPropertyName("answering")]
    public string? Answering { get; init; }

    /// <summary>By signal: one state per event of its reference.</summary>
    [JsonPropertyName("detectors")]
    public IReadOnlyDictionary<string, IReadOnlyList<RateState>> Detectors { get; init; } =
        new Dictionary<string, IReadOnlyList<RateState>>();

    /// <summary>By signal: the first hour that its detectors read, after an alarm.</summary>
    [JsonPropertyName("from")]
    public IReadOnlyDictionary<string, long> From { get; init; } = new Dictionary<string, long>();

    [JsonPropertyName("alarms")]
    public IReadOnlyList<SignalAlarm> Alarms { get; init; } = [];

    /// <summary>The SHA-256 of the baseline, lower-case hex: the entry that records it can be compared.</summary>
    [JsonPropertyName("digest")]
    public string? Digest { get; init; }
}

/// <summary>A change of one signal that was found. It is open until a day passes in which the detectors do not find it again.</summary>
public sealed record SignalAlarm
{
    [JsonPropertyName("signal")]
    public required string Signal { get; init; }

    /// <summary>The buckets whose share changed.</summary>
    [JsonPropertyName("buckets")]
    public required ulong Buckets { get; init; }

    [JsonPropertyName("isRise")]
    public required bool IsRise { get; init; }

    /// <summary>The hour at which the change most likely began.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    [JsonPropertyName("found")]
    public required DateTimeOffset Found { get; init; }

    /// <summary>The time at which it was last found.</summary>
    [JsonPropertyName("last")]
    public required DateTimeOffset Last { get; init; }

    /// <summary>The share before and since.</summary>
    [JsonPropertyName("before")]
    public required double Before { get; init; }

    [JsonPropertyName("after")]
    public required double After { get; init; }

    /// <summary>The natural logarithm of the e-detector when it was found.</summary>
    [JsonPropertyName("evidence")]
    public required double Evidence { get; init; }

    [JsonPropertyName("psi")]
    public required double Psi { get; init; }

    [JsonPropertyName("jensenShannon")]
    public required double JensenShannon { get; init; }

    /// <summary>Interactions to look at.</summary>
    [JsonPropertyName("interactions")]
    public IReadOnlyList<string> Interactions { get; init; } = [];
}
