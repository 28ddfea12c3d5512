using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Audit.Traces;

/// <summary>Why an interaction belongs to a trace.</summary>
public enum TraceCorrelation
{
    /// <summary>It is the one that was requested.</summary>
    [JsonStringEnumMemberName("requested")]
    Requested,

    /// <summary>It was caused by, or caused, another one, by a join that the guard had handed out.</summary>
    [JsonStringEnumMemberName("permission")]
    Permission,

    /// <summary>Its caller named the same W3C trace: a claim, which nobody proved.</summary>
    [JsonStringEnumMemberName("trace")]
    Trace,
}
