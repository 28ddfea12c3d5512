using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Rotation;

/// <summary>A credential's journal document: who works on it, its rotation, and the last proof. Holds no key.</summary>
public sealed record CredentialState : ILeasedDocument<CredentialState>
{
    [JsonPropertyName("credential")]
    public required string Credential { get; init; }

    [JsonPropertyName("leaseOwner")]
    public string? LeaseOwner { get; init; }

    [JsonPropertyName("leaseUntil")]
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The rotation under way, or the last one.</summary>
    [JsonPropertyName("rotation")]
    public Rotation? Rotation { get; init; }

    /// <summary>A trigger that the rotation under way does not serve: its new key leaked. Begun when that has ended.</summary>
    [JsonPropertyName("queued")]
    public RotationTrigger? Queued { get; init; }

    [JsonPropertyName("lastRotated")]
    public DateTimeOffset? LastRotated { get; init; }

    [JsonPropertyName("lastProved")]
    public DateTimeOffset? LastProved { get; init; }

    /// <summary>The last <see cref="KeptTriggers"/> triggers that began a rotation, newest last.</summary>
    [JsonPropertyName("triggers")]
    public IReadOnlyList<string> Triggers { get; init; } = [];

    public const int KeptTriggers = 32;

    /// <summary>The rotation that a worker acts on.</summary>
    internal Rotation Acting => Rotation ?? throw new InvalidOperationException("There is no rotation.");

    public CredentialState WithLease(string? owner, DateTimeOffset? until) => this with { LeaseOwner = owner, LeaseUntil = until };
}
