namespace ServerlessGuard.Core.Access;

/// <summary>An access policy of a vault that does not use RBAC: rights by object id, outside of all roles.</summary>
public sealed record VaultPolicy(string Vault, string PrincipalId, IReadOnlyList<string> Keys, IReadOnlyList<string> Secrets);
