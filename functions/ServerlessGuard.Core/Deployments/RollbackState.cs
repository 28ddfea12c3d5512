using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Deployments;

/// <summary>A model's journal document: who works on it, its rollback, and what requested one.</summary>
public sealed record RollbackState : ILeasedDocument<RollbackState>
{
    public const int KeptTriggers = 64;

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("leaseOwner")]
    public string? LeaseOwner { get; init; }

    [JsonPropertyName("leaseUntil")]
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The rollback under way, or the last one.</summary>
    [JsonPropertyName("rollback")]
    public Rollback? Rollback { get; init; }

    /// <summary>Triggers that came while a rollback was under way and are not part of it yet.</summary>
    [JsonPropertyName("pendingTriggers")]
    public IReadOnlyList<RollbackTrigger> PendingTriggers { get; init; } = [];

    /// <summary>The ids of the last <see cref="KeptTriggers"/> triggers, newest last.</summary>
    [JsonPropertyName("triggers")]
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>The rollback that a worker acts on.</summary>
    internal Rollback Acting => Rollback ?? throw new InvalidOperationException("There is no rollback.");

    public RollbackState WithLease(string? owner, DateTimeOffset? until) => this with { LeaseOwner = owner, LeaseUntil = until };
}
