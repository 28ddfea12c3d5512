using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>The rules between fields, which the schema cannot express. Each file part holds the rules of one section.</summary>
internal static partial class PolicyRules
{
    public static void Check(JObject root, PolicyErrors errors)
    {
        CheckDurations(root, errors);
        CheckApplications(root, errors);
        foreach (var (_, tier) in root.Entries("tiers"))
        {
            CheckTier(tier, errors);
        }

        CheckTools(root, errors);

        foreach (var (id, model) in root.Entries("models"))
        {
            CheckModel(id, model, errors);
            CheckFallback(root, id, model, errors);
        }

        CheckAttesters(root, errors);
        CheckCredentials(root, errors);
        CheckConnectors(root, errors);
        CheckDrills(root, errors);
        CheckEngines(root, errors);
        CheckDetection(root, errors);
        CheckMonitoring(root, errors);
        foreach (var principals in (root.Object("access") ?? []).Properties().Select(p => p.Name))
        {
            CheckTwice(root.Object("access")!.Texts(principals), errors, "principal");
        }
    }

    private static readonly HashSet<string> DurationKeys = [
        "sla", "content", "proofs", "drill_every", "restore_within", "valid_for", "rotate_every", "overlap", "per", "average_run", "baseline"
    ];

    private static void CheckDurations(JObject root, PolicyErrors errors)
    {
        var written = root.Descendants().OfType<JProperty>()
            .Where(p => DurationKeys.Contains(p.Name)
                && p.Value is JValue { Value: string }
                && !p.Path.Contains(".arguments", StringComparison.Ordinal));
        foreach (var property in written)
        {
            if (PolicyUnits.TryDuration((string?)property.Value, out var duration) && duration > PolicyUnits.Longest)
            {
                Refuse(
                    errors, property.Value, $"{PolicyErrorPhrases.Show((string)property.Value!)} is longer than 100 years.",
                    "Write at most 100y.");
            }
        }
    }

    internal static void CheckIds(IEnumerable<JObject> items, PolicyErrors errors) =>
        CheckTwice(items.Where(i => i.Text("id") is not null).Select(i => (i.Text("id")!, i["id"]!)), errors, "id");

    internal static void CheckTwice(IEnumerable<(string Text, JToken Token)> items, PolicyErrors errors, string what)
    {
        var seen = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var (text, token) in items)
        {
            if (!seen.TryAdd(text, token))
            {
                Refuse(
                    errors, token, $"The {what} {PolicyErrorPhrases.Show(text)} occurs twice.",
                    $"Keep one; the first is on line {SourceLocation.Of(seen[text]).Line}.");
            }
        }
    }

    /// <summary>A rule adds nothing where the schema already refused the value.</summary>
    internal static void Refuse(PolicyErrors errors, JToken at, string message, string wayOut)
    {
        if (!errors.Has(at))
        {
            errors.Add(at, message, wayOut);
        }
    }
}
