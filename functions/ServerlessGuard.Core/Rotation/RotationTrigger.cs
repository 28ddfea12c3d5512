using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Why a rotation begins. A trigger causes at most one rotation: <see cref="Id"/> tells repeats.
/// </summary>
/// <param name="Id">For a vault's event: vault, name and version; for a leak: the mark of the key.</param>
/// <param name="Version">The vault version it speaks of; the trigger is stale once another is current. Null: whichever is.</param>
/// <param name="Actor">Who asked: <c>guard</c>, <c>user:…</c>.</param>
public sealed record RotationTrigger(string Id, RotationReason Reason, string? Version = null, string Actor = Actors.Guard);
