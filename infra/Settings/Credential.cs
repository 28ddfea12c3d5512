namespace ServerlessGuard.Infra.Settings;

/// <summary>A rotated credential of guard.yaml: the resource whose key it is, and the vault secret that holds it.</summary>
public sealed record Credential(string Id, string Platform, string Resource, string Secret);
