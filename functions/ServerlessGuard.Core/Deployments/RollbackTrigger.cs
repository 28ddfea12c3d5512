using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Why a model is to be taken back.</summary>
public sealed record RollbackTrigger
{
    /// <summary>The same for the same cause: an event's id, a test's alarm, a drill's run.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("cause")]
    public required RollbackCause Cause { get; init; }

    /// <summary>The deployment that is bad; null: whatever serves now.</summary>
    [JsonPropertyName("deployment")]
    public string? Deployment { get; init; }

    /// <summary>The bad revision's digest, so that it is never gone back to; null where it could not be read.</summary>
    [JsonPropertyName("revisionDigest")]
    public string? RevisionDigest { get; init; }

    [JsonPropertyName("actor")]
    public required string Actor { get; init; }

    /// <summary>The digest of the revision to go to, if it is attested and healthy; null: the last one that is.</summary>
    [JsonPropertyName("toRevision")]
    public string? ToRevision { get; init; }

    /// <summary>The drill it belongs to; its entries and alerts say so.</summary>
    [JsonPropertyName("drill")]
    public string? Drill { get; init; }
}
