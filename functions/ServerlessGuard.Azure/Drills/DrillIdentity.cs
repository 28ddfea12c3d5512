using ServerlessGuard.Azure.Arm;

namespace ServerlessGuard.Azure.Drills;

/// <summary>ARM as the drill's own identity. <see cref="ScopeVersion"/>: the API version of the resource it reads; null: resource groups'.</summary>
public sealed record DrillIdentity(ArmConnection Connection, string? ScopeVersion = null);
