namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>An action of Azure's on a scope as policies/duties.yaml names scopes.</summary>
internal readonly record struct Right(string Action, string On)
{
    public override string ToString() => $"{Action} on {On}";
}
