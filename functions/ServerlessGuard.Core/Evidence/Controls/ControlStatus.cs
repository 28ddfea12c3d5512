using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>The status of a control, which <see cref="ControlEvaluator"/> computes from facts; nobody asserts it.</summary>
public enum ControlStatus
{
    /// <summary>No fact decides it, or only facts that are too old.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("fails")]
    Fails,

    [JsonStringEnumMemberName("holds")]
    Holds,
}
