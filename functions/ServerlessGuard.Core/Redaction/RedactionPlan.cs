using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>Which action each category of findings gets. A category that is not named is allowed.</summary>
public sealed record RedactionPlan
{
    public GuardAction Personal { get; init; }

    public GuardAction Secret { get; init; }

    public GuardAction Injection { get; init; }

    public GuardAction Markup { get; init; }

    public GuardAction Leakage { get; init; }

    public double Threshold { get; init; } = Scanner.DefaultThreshold;

    public static RedactionPlan For(InputActions actions) => new()
    {
        Personal = actions.Personal,
        Secret = actions.Secrets,
        Injection = actions.Injection,
    };

    public static RedactionPlan For(OutputActions actions) => new()
    {
        Personal = actions.Personal,
        Secret = actions.Secrets,
        Markup = actions.Markup,
        Leakage = actions.Leakage,
    };

    /// <summary>The same plan with nothing held back: a reviewer is there to judge what is held. What is blocked stays hidden.</summary>
    public RedactionPlan WithoutHolds()
    {
        return this with { Personal = Of(Personal), Secret = Of(Secret), Injection = Of(Injection), Markup = Of(Markup), Leakage = Of(Leakage) };

        static GuardAction Of(GuardAction action) => action == GuardAction.Hold ? GuardAction.Allow : action;
    }

    /// <summary>The action for a category. An unknown category is dropped, never passed through.</summary>
    public GuardAction this[FindingCategory category] => category switch
    {
        FindingCategory.Personal => Personal,
        FindingCategory.Secret => Secret,
        FindingCategory.Injection => Injection,
        FindingCategory.Markup => Markup,
        FindingCategory.Leakage => Leakage,
        _ => GuardAction.Drop,
    };
}
