using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Rotation;

public enum RotationReason
{
    /// <summary>The vault's version is near its expiry, or past it.</summary>
    [JsonStringEnumMemberName("expiry")]
    Expiry,

    /// <summary>The key is older than the policy allows.</summary>
    [JsonStringEnumMemberName("age")]
    Age,

    /// <summary>The key was seen where it must not be: no overlap.</summary>
    [JsonStringEnumMemberName("leak")]
    Leak,

    /// <summary>A person asked.</summary>
    [JsonStringEnumMemberName("request")]
    Request,

    /// <summary>An earlier attempt failed.</summary>
    [JsonStringEnumMemberName("retry")]
    Retry,

    /// <summary>A drill kills the key of a credential that exists for drills: no overlap.</summary>
    [JsonStringEnumMemberName("drill")]
    Drill,
}
