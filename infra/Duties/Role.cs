namespace ServerlessGuard.Infra.Duties;

/// <summary>An exact list of what may be done: control-plane actions and data-plane actions, no wildcard.</summary>
public sealed record Role(string Id, IReadOnlyList<string> Actions, IReadOnlyList<string> DataActions);
