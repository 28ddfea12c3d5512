using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

/// <summary>The question that a case puts to a person.</summary>
public enum CaseKind
{
    /// <summary>Whether a model's answer may be released.</summary>
    [JsonStringEnumMemberName("output")]
    Output,

    /// <summary>Whether a request may go to the model.</summary>
    [JsonStringEnumMemberName("input")]
    Input,

    /// <summary>Whether a tool call may be executed.</summary>
    [JsonStringEnumMemberName("tool-call")]
    ToolCall,

    /// <summary>The use of an output that an application outside the gateway reported.</summary>
    [JsonStringEnumMemberName("reported")]
    Reported,

    /// <summary>Whether a key that looked leaked is to be rotated at once.</summary>
    [JsonStringEnumMemberName("leak")]
    Leak,

    /// <summary>A rotation that was compensated: what to do about it.</summary>
    [JsonStringEnumMemberName("rotation")]
    Rotation,

    /// <summary>Whether a deployment may be rolled back.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback,
}
