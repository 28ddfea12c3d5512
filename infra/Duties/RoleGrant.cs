namespace ServerlessGuard.Infra.Duties;

/// <summary>A role on one scope, named as in policies/duties.yaml (<c>container/inbox</c>, <c>accounts</c>).</summary>
public sealed record RoleGrant(string Role, string On);
