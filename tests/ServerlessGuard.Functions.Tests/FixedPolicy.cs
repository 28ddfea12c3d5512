using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Functions.Tests;

internal sealed class FixedPolicy(GuardPolicy policy) : IPolicySource
{
    public GuardPolicy Current => policy;
}
