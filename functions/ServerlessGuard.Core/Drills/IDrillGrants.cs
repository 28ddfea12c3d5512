using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// The grant of the drill's own identity. Every method throws <see cref="DrillException"/> when the platform does not do it.
/// </summary>
public interface IDrillGrants
{
    /// <summary>Null when there is none.</summary>
    ValueTask<DrillGrant?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes it away. Fine when it is gone.</summary>
    ValueTask RevokeAsync(DrillGrant grant, CancellationToken cancellationToken);

    /// <summary>Puts the same one back. Fine when it stands.</summary>
    ValueTask RestoreAsync(DrillGrant grant, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a call as the drill's identity that only this grant allows: whether it was admitted, null where that is unknown.
    /// </summary>
    ValueTask<bool?> IsAllowedAsync(DrillGrant grant, CancellationToken cancellationToken);
}

/// <summary>A role assignment: its ARM id, and what puts it back.</summary>
public sealed record DrillGrant(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("principal")] string Principal,
    [property: JsonPropertyName("principalType")] string? PrincipalType);
