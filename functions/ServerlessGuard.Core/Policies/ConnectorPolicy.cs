namespace ServerlessGuard.Core.Policies;

/// <summary>A connection from a tool to a system of record, with its owner and identity.</summary>
public sealed record ConnectorPolicy(string Id, string Owner, string Identity, IReadOnlyList<string> Scopes);
