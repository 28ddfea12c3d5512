using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>The question that a control helps to answer.</summary>
public enum ControlQuestion
{
    /// <summary>The question: who can change the model?</summary>
    [JsonStringEnumMemberName("change")]
    Change,

    /// <summary>The question: who can access its sensitive inputs and outputs?</summary>
    [JsonStringEnumMemberName("access")]
    Access,

    /// <summary>The question: what happens when it misbehaves?</summary>
    [JsonStringEnumMemberName("misbehave")]
    Misbehave,
}
