using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    private static readonly HashSet<string> LiveActions = ["allow", "mask", "drop", "neutralise"];

    private static void CheckTier(JObject tier, PolicyErrors errors)
    {
        CheckRetention(tier, errors);
        if (tier.Object("review") is { } review && review.IsTrue("four_eyes") && review["confirm"] is { } confirm)
        {
            Refuse(
                errors, confirm, "Where two reviewers must agree, the user's own word does not decide.",
                "Leave confirm out, or write four_eyes: false.");
        }

        if (tier.Text("stream") != "live")
        {
            return;
        }

        var output = tier.Object("output");
        var defaults = new OutputActions();
        (string Key, GuardAction Default)[] categories =
        [
            ("personal", defaults.Personal), ("secrets", defaults.Secrets), ("markup", defaults.Markup), ("leakage", defaults.Leakage),
        ];
        foreach (var (key, byDefault) in categories)
        {
            if (output?[key] is { } written)
            {
                if (output.Text(key) is { } action && !LiveActions.Contains(action))
                {
                    Refuse(
                        errors, written, $"{PolicyErrorPhrases.Show(action)} is not possible while answers stream live.",
                        "Use one of: allow, mask, drop (markup also neutralise), or stream: buffered.");
                }
            }
            else if (!LiveActions.Contains(PolicyEnumNames.Of(byDefault)) && (tier["output"] is null or JObject))
            {
                errors.Add(
                    tier["output"] ?? tier["stream"]!,
                    $"output.{key} is {PolicyEnumNames.Of(byDefault)} by default, which is not possible while answers stream live.",
                    $"Add {key}: mask to output, or use stream: buffered.");
            }
        }

        foreach (var kind in KindsIn(output)
            .Where(static kind => kind.Value is JValue { Value: string action } && !LiveActions.Contains(action)))
        {
            Refuse(
                errors, kind.Value, $"{PolicyErrorPhrases.Show((string)kind.Value!)} is not possible while answers stream live.",
                "Use one of: allow, mask, drop, or stream: buffered.");
        }

        if (tier.Object("review").Number("hold_above") < 1)
        {
            Refuse(
                errors, tier.Object("review")!["hold_above"]!, "An answer that streams live cannot be held.",
                "Remove hold_above, or use stream: buffered.");
        }
    }

    private static void CheckRetention(JObject tier, PolicyErrors errors)
    {
        if (tier.Object("retain") is not { } retain)
        {
            return;
        }

        var defaults = new RetentionPolicy();
        var content = retain.Duration("content") ?? defaults.Content;
        var proofs = retain.Duration("proofs") ?? defaults.Proofs;
        if (proofs < content)
        {
            Refuse(
                errors, retain["proofs"] ?? retain["content"]!,
                $"Proofs are kept {PolicyUnits.Show(proofs)}, shorter than the content they prove ({PolicyUnits.Show(content)}).",
                $"Use proofs: {PolicyUnits.Show(content)} or longer.");
        }
    }
}
