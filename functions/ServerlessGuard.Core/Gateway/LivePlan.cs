using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// What a live stream can do about findings in text: allow, neutralise, mask, drop. Every other action becomes mask,
/// because what was sent cannot be held, blocked or looked up any more.
/// </summary>
internal static class LivePlan
{
    public static RedactionPlan For(OutputActions actions)
    {
        var plan = RedactionPlan.For(actions);
        return plan with { Personal = Bound(plan.Personal), Secret = Bound(plan.Secret), Injection = Bound(plan.Injection), Markup = Bound(plan.Markup) };
    }

    private static GuardAction Bound(GuardAction action) =>
        action is GuardAction.Allow or GuardAction.Neutralise or GuardAction.Drop ? action : GuardAction.Mask;
}
