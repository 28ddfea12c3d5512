namespace ServerlessGuard.Core.Policies;

/// <summary>
/// What became of a policy that was offered: <see cref="Policy"/> is in force from now on, or it was refused with
/// <see cref="Errors"/> and <see cref="Previous"/> stays in force.
/// </summary>
public sealed record PolicyChange(GuardPolicy? Policy, GuardPolicy Previous, IReadOnlyList<PolicyError> Errors)
{
    public bool Accepted => Policy is not null;
}
