namespace ServerlessGuard.Core.Policies;

/// <summary>A policy, or every error in its file.</summary>
public sealed record PolicyResult(GuardPolicy? Policy, IReadOnlyList<PolicyError> Errors);
