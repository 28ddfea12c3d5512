using Newtonsoft.Json.Linq;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Names;
using ServerlessGuard.Detection.Own;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    /// <summary>The keys of a tier's input and output that name no kind.</summary>
    private static readonly HashSet<string> ActionKeys =
        ["personal", "secrets", "injection", "injection_above", "markup", "leakage", "names", "dates"];

    /// <summary>Values that no exception may cover: one that covers any of them covers nearly everything of its shape.</summary>
    private static readonly string[] Strangers =
        ["x", "12345", "one.other@example.org", "9f8e7d6c-aaaa", "+1 202 555 0143", "The quick brown fox", "Zx9Qk2Lm7Pw4Rt8V"];

    internal static IEnumerable<JProperty> KindsIn(JObject? actions) =>
        actions?.Properties().Where(static property => !ActionKeys.Contains(property.Name)) ?? [];

    private static void CheckDetection(JObject root, PolicyErrors errors)
    {
        var detection = root.Object("detection") ?? [];
        CheckIds(detection.Objects("rules"), errors);
        foreach (var rule in detection.Objects("rules").Where(rule => rule["id"] is JValue && !errors.Has(rule["id"]!)))
        {
            CheckOwnRule(rule, errors);
        }

        var known = KnownKinds(detection);
        foreach (var exception in detection.Objects("exceptions"))
        {
            CheckException(root, exception, known, errors);
        }

        foreach (var (_, tier) in root.Entries("tiers"))
        {
            var named = KindsIn(tier.Object("input")).Concat(KindsIn(tier.Object("output")));
            foreach (var kind in named.Where(kind => !known.Contains(kind.Name)))
            {
                Refuse(
                    errors, kind, $"{PolicyErrorPhrases.Show(kind.Name)} is no category, and no kind that a rule finds.",
                    PolicyErrorPhrases.Nearest(kind.Name, known.Concat(ActionKeys)) is { } nearest
                        ? $"Did you mean {nearest}?"
                        : "'guard rules' lists the kinds of personal data and secrets.");
            }
        }
    }

    private static void CheckOwnRule(JObject rule, PolicyErrors errors)
    {
        if (rule["pattern"] is null == rule["words"] is null)
        {
            Refuse(errors, rule["id"]!, "A rule has either a pattern or words.", "Write one of the two.");
            return;
        }

        if ((rule["pattern"] ?? rule["words"]) is { } written && !errors.Has(written))
        {
            try
            {
                _ = RuleBuilder.Build(DetectionBinder.Definition(rule));
            }
            catch (RuleDefinitionException exception)
            {
                Refuse(errors, written, exception.Message, exception.SuggestedFix);
            }
        }
    }

    private static void CheckException(JObject root, JObject exception, HashSet<string> known, PolicyErrors errors)
    {
        if (exception["rule"] is null == exception["kind"] is null)
        {
            Refuse(errors, exception, "An exception is from one rule or one kind.", "Write either rule: or kind:.");
        }
        else if ((exception["rule"] ?? exception["kind"]) is JValue { Value: string subject } at && !known.Contains(subject))
        {
            Refuse(errors, at, $"{PolicyErrorPhrases.Show(subject)} is no rule and no kind.", "'guard rules' lists both.");
        }

        if (exception["value"] is null == exception["pattern"] is null)
        {
            Refuse(errors, exception, "An exception says which values it leaves.", "Write either value: or pattern:.");
        }

        if (exception.Text("pattern") is { } pattern)
        {
            CheckPattern(exception["pattern"]!, pattern, errors);
        }

        if (exception.Text("expires") is { } expires && !DetectionBinder.TryDay(expires, out _))
        {
            Refuse(errors, exception["expires"]!, $"{PolicyErrorPhrases.Show(expires)} is no day.", "Write it like 2027-06-30.");
        }

        var applications = root.Objects("applications").Select(static one => one.Text("id")).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, token) in exception.Texts("applications").Where(one => !applications.Contains(one.Text)))
        {
            Refuse(errors, token, $"There is no application {PolicyErrorPhrases.Show(name)}.", "Write the id of one under applications.");
        }
    }

    private static void CheckPattern(JToken at, string pattern, PolicyErrors errors)
    {
        try
        {
            var whole = DetectionBinder.WholeValue(pattern);
            if (Strangers.Any(whole.IsMatch))
            {
                Refuse(errors, at, "The pattern leaves nearly every value.", "Write what these values have in common, such as their domain.");
            }
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Refuse(
                errors, at, $"The pattern cannot be used: {exception.Message}", "Use .NET's syntax without lookaround and back-references.");
        }
    }

    /// <summary>Ids of rules, and kinds of personal data and secrets, the policy's own among them.</summary>
    private static HashSet<string> KnownKinds(JObject detection) =>
    [
        .. RuleCatalogue.All.Concat(NameRules.All)
            .Where(static rule => rule.Category is FindingCategory.Personal or FindingCategory.Secret)
            .SelectMany(static rule => (string[])[rule.Id, rule.Kind]),
        .. RuleCatalogue.All.Select(static rule => rule.Id),
        .. detection.Objects("rules").SelectMany(
            static rule => (string[])[DetectionBinder.Prefix + rule.Text("id"), rule.Text("kind") ?? rule.Text("id") ?? ""]),
    ];
}
