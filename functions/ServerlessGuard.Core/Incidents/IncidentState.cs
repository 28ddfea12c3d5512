using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Incidents;

public enum IncidentState
{
    /// <summary>Known; nothing stops the harm yet.</summary>
    [JsonStringEnumMemberName("declared")]
    Declared,

    /// <summary>The harm does not continue.</summary>
    [JsonStringEnumMemberName("contained")]
    Contained,

    [JsonStringEnumMemberName("closed")]
    Closed,
}
