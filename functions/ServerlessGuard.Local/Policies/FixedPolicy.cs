using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Policies;

/// <summary>The policy of one command's run.</summary>
internal sealed class FixedPolicy(GuardPolicy policy) : IPolicySource
{
    public GuardPolicy Current => policy;
}
