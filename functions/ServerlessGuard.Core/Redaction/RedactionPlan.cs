using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Injection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>The action for each category of findings. A category that is not named is allowed.</summary>
public sealed record RedactionPlan
{
    private static readonly ConditionalWeakTable<InputActions, RedactionPlan> ForInput = [];
    private static readonly ConditionalWeakTable<OutputActions, RedactionPlan> ForOutput = [];

    public GuardAction Personal { get; init; }

    public GuardAction Secret { get; init; }

    public GuardAction Injection { get; init; }

    public GuardAction Markup { get; init; }

    public GuardAction Leakage { get; init; }

    public double Threshold { get; init; } = Scanner.DefaultThreshold;

    /// <summary>Whether names of persons, organisations and places count as personal data.</summary>
    public bool Names { get; init; }

    /// <summary>Whether plain dates and web addresses count as personal data wherever they stand.</summary>
    public bool Dates { get; init; }

    /// <summary>The probability from which the injection model's word on a whole text is a finding; null where it is not asked.</summary>
    public double? InjectionAbove { get; init; }

    /// <summary>The speaker of the text: data should hold no orders to the model.</summary>
    public TextRole Role { get; init; }

    /// <summary>
    /// Where an action cannot be done with a value, the work ends with <see cref="ActionNotPossibleException"/>; otherwise
    /// the value is masked, and what was applied says so. For texts whose originals are given up.
    /// </summary>
    public bool IsExact { get; init; }

    /// <summary>Nothing can be turned back later: a value whose action needs keys is masked, and counted as masked instead.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Actions of single kinds, which go before their category's. Null: none.</summary>
    public IReadOnlyDictionary<string, GuardAction>? Kinds { get; init; }

    /// <summary>Rules beside those that ship, and exceptions from all.</summary>
    public DetectionPolicy Detection { get; init; } = DetectionPolicy.None;

    /// <summary>One plan for each actions, since every text of every request asks for it.</summary>
    public static RedactionPlan For(InputActions actions) => ForInput.GetValue(actions, static actions => new()
    {
        Personal = actions.Personal,
        Secret = actions.Secrets,
        Injection = actions.Injection,
        Names = actions.Names,
        Dates = actions.Dates,
        Kinds = actions.Kinds,
        Detection = actions.Detection,
        InjectionAbove = actions.InjectionAbove,
    });

    public static RedactionPlan For(OutputActions actions) => ForOutput.GetValue(actions, static actions => new()
    {
        Personal = actions.Personal,
        Secret = actions.Secrets,
        Markup = actions.Markup,
        Leakage = actions.Leakage,
        Names = actions.Names,
        Dates = actions.Dates,
        Kinds = actions.Kinds,
        Detection = actions.Detection,
    });

    private bool Has(Func<GuardAction, bool> one) =>
        one(Personal) || one(Secret) || one(Injection) || one(Markup) || one(Leakage) || Kinds?.Values.Any(one) is true;

    /// <summary>The same plan without holds, for a reviewer who judges the held content. Blocked content stays hidden.</summary>
    public RedactionPlan WithoutHolds() => With(static action => action == GuardAction.Hold ? GuardAction.Allow : action);

    /// <summary>The action for what a rule finds: its kind's, else its category's.</summary>
    public GuardAction ActionOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Kinds?.TryGetValue(rule.Kind, out var action) is true ? action : this[rule.Category];
    }

    /// <summary>The same plan with every action of a kind or category turned into another.</summary>
    public RedactionPlan With(Func<GuardAction, GuardAction> turn) => this with
    {
        Personal = turn(Personal),
        Secret = turn(Secret),
        Injection = turn(Injection),
        Markup = turn(Markup),
        Leakage = turn(Leakage),
        Kinds = Kinds?.ToDictionary(static pair => pair.Key, pair => turn(pair.Value)),
    };

    /// <summary>Whether an action, of a category or a kind, depends on keys of the conversation.</summary>
    public bool NeedsKeys => Has(static action => action.NeedsKeys());

    /// <summary>Whether all that the plan makes of the conversation's keys are tokens.</summary>
    public bool MakesOnlyTokens => !Has(static action => action.NeedsKeys() && action != GuardAction.Tokenise);

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
