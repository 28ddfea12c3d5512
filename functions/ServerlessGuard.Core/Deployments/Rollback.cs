using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

/// <summary>One rollback as the journal keeps it. Immutable.</summary>
public sealed record Rollback
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The triggers that began it.</summary>
    [JsonPropertyName("trigger")]
    public required RollbackTrigger Trigger { get; init; }

    [JsonPropertyName("step")]
    public required RollbackStep Step { get; init; }

    [JsonPropertyName("started")]
    public required DateTimeOffset Started { get; init; }

    /// <summary>The time at which <see cref="Step"/> began.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    /// <summary>Triggers whose bad revision is not in <see cref="Bad"/> yet: that is read from the platform.</summary>
    [JsonPropertyName("pendingTriggers")]
    public IReadOnlyList<RollbackTrigger> PendingTriggers { get; init; } = [];

    /// <summary>Digests of revisions that are never gone back to.</summary>
    [JsonPropertyName("bad")]
    public IReadOnlyList<string> Bad { get; init; } = [];

    /// <summary>Deployments that the policy does not name, to be taken out of service.</summary>
    [JsonPropertyName("shadows")]
    public IReadOnlyList<string> Shadows { get; init; } = [];

    /// <summary>Digests of attested revisions that were tried and did not answer their probes.</summary>
    [JsonPropertyName("refused")]
    public IReadOnlyList<string> Refused { get; init; } = [];

    [JsonPropertyName("target")]
    public RollbackTarget? Target { get; init; }

    [JsonPropertyName("method")]
    public RollbackMethod? Method { get; init; }

    /// <summary>A call that puts a revision somewhere was about to be made then, and its answer is not journalled.</summary>
    [JsonPropertyName("intent")]
    public DateTimeOffset? Intent { get; init; }

    /// <summary>Nothing is tried before.</summary>
    [JsonPropertyName("notBefore")]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Tries of this step that did not succeed.</summary>
    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    /// <summary>The time at which the target was chosen.</summary>
    [JsonPropertyName("decided")]
    public DateTimeOffset? Decided { get; init; }

    /// <summary>The time at which calls were last redirected or stopped.</summary>
    [JsonPropertyName("shifted")]
    public DateTimeOffset? Shifted { get; init; }

    /// <summary>The time at which the serving revision had answered its probes.</summary>
    [JsonPropertyName("restored")]
    public DateTimeOffset? Restored { get; init; }

    /// <summary>A stable code of what went wrong.</summary>
    [JsonPropertyName("fault")]
    public string? Fault { get; init; }

    [JsonIgnore]
    public bool Ended => Step is RollbackStep.Done or RollbackStep.Paused or RollbackStep.Declined;

    /// <summary>The id of the case that asks a person.</summary>
    [JsonIgnore]
    public string CaseId => $"rollback-{Id}";
}
