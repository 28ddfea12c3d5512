using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Policies;

/// <summary>A host was started with a policy that is not valid.</summary>
public sealed class PolicyRefusedException(IReadOnlyList<PolicyError> errors) : Exception("The policy is not valid.")
{
    public IReadOnlyList<PolicyError> Errors { get; } = errors;
}
