using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>The callers of an application: how they behave usually, and the detectors of each. Immutable.</summary>
public sealed record CallersState
{
    [JsonPropertyName("application")]
    public required string Application { get; init; }

    [JsonPropertyName("learningFrom")]
    public required long LearningFrom { get; init; }

    /// <summary>The hour up to which, exclusive, everything is in this document.</summary>
    [JsonPropertyName("until")]
    public required long Until { get; init; }

    /// <summary>Null while it is learnt.</summary>
    [JsonPropertyName("usual")]
    public CallersReference? Usual { get; init; }

    [JsonPropertyName("callers")]
    public IReadOnlyDictionary<string, CallerState> Callers { get; init; } = new Dictionary<string, CallerState>();

    [JsonPropertyName("alarms")]
    public IReadOnlyList<MisuseAlarm> Alarms { get; init; } = [];

    public static string KeyOf(string application) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(application)).AsSpan(0, 16));
}

/// <summary>How the callers of an application behave in its baseline.</summary>
public sealed record CallersReference
{
    /// <summary>Of all callers together.</summary>
    [JsonPropertyName("all")]
    public required CallerUsual All { get; init; }

    /// <summary>Of those with a hundred requests and more.</summary>
    [JsonPropertyName("known")]
    public required IReadOnlyDictionary<string, CallerUsual> Known { get; init; }

    /// <summary>The hours of the day, UTC, in which less than one request of 200 came.</summary>
    [JsonPropertyName("off")]
    public required IReadOnlyList<int> Off { get; init; }
}

/// <summary>The baseline of one caller.</summary>
public sealed record CallerUsual
{
    [JsonPropertyName("requests")]
    public required long Requests { get; init; }

    /// <summary>Requests by <see cref="MisuseKind"/>'s number; of <see cref="MisuseKind.Cost"/> none.</summary>
    [JsonPropertyName("signs")]
    public required IReadOnlyList<long> Signs { get; init; }

    /// <summary>Hours in which it came, and the most tokens of one.</summary>
    [JsonPropertyName("hours")]
    public required long Hours { get; init; }

    [JsonPropertyName("mostTokens")]
    public required long MostTokens { get; init; }
}

/// <summary>A caller's detectors, by <see cref="MisuseKind"/>'s number, and the networks that it came from.</summary>
public sealed record CallerState
{
    [JsonPropertyName("detectors")]
    public required IReadOnlyList<RateState> Detectors { get; init; }

    [JsonPropertyName("places")]
    public required IReadOnlyList<uint> Places { get; init; }

    /// <summary>The first hour that its detectors read, after an alarm.</summary>
    [JsonPropertyName("from")]
    public long From { get; init; }

    public static CallerState Start { get; } = new()
    {
        Detectors = [.. Enum.GetValues<MisuseKind>().Select(static _ => RateDetector.Start)],
        Places = [],
    };
}

/// <summary>A caller whose behaviour is no use of a model.</summary>
public sealed record MisuseAlarm
{
    [JsonPropertyName("caller")]
    public required string Caller { get; init; }

    [JsonPropertyName("kind")]
    public required MisuseKind Kind { get; init; }

    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    [JsonPropertyName("found")]
    public required DateTimeOffset Found { get; init; }

    [JsonPropertyName("last")]
    public required DateTimeOffset Last { get; init; }

    [JsonPropertyName("evidence")]
    public required double Evidence { get; init; }

    /// <summary>The sign's requests, or hours, of the hour in which it was found, and all of it.</summary>
    [JsonPropertyName("hits")]
    public required long Hits { get; init; }

    [JsonPropertyName("trials")]
    public required long Trials { get; init; }

    [JsonPropertyName("interactions")]
    public IReadOnlyList<string> Interactions { get; init; } = [];
}
