using Newtonsoft.Json.Linq;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>The rules that the schema cannot express: kinds of facts exist, ids are unique, conditions can be parsed.</summary>
internal static class ControlRules
{
    public static void Check(JObject root, PolicyErrors errors)
    {
        var seen = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var control in root.Objects("controls"))
        {
            if (control.Text("id") is { } id && !seen.TryAdd(id, control["id"]!))
            {
                errors.Add(
                    control["id"]!, $"The id {PolicyErrorPhrases.Show(id)} occurs twice.",
                    $"Keep one; the first is on line {SourceLocation.Of(seen[id]).Line}.");
            }

            foreach (var requirement in control.Objects("decided_by"))
            {
                CheckRequirement(requirement, errors);
            }
        }
    }

    private static void CheckRequirement(JObject requirement, PolicyErrors errors)
    {
        var kind = requirement.Text("fact");
        if (kind is not null && !FactKinds.IsKnown(kind))
        {
            var nearest = PolicyErrorPhrases.Nearest(kind, FactKinds.All);
            errors.Add(
                requirement["fact"]!, $"There is no kind of fact {PolicyErrorPhrases.Show(kind)}.",
                nearest is null ? "Use a kind of the audit log's entries, or one of state.* and log.*." : $"Did you mean {nearest}?");
        }

        foreach (var name in new[] { "of", "is" })
        {
            foreach (var condition in requirement.Object(name)?.Properties() ?? [])
            {
                CheckCondition(condition, errors);
            }
        }

        if (requirement.IsTrue("never"))
        {
            foreach (var other in new[] { "is", "by", "for_each" })
            {
                if (requirement.Property(other, StringComparison.Ordinal) is { } key)
                {
                    errors.Add(
                        key, $"{other} describes an existing fact, so it cannot be combined with never.", "Use of, or remove never.");
                }
            }
        }

        if (requirement.Property("for_each", StringComparison.Ordinal) is { } each && requirement["by"] is null)
        {
            errors.Add(each, "for_each needs by.", "Add by: the value that names the member.");
        }

        if (kind is not null && !FactKinds.IsState(kind) && requirement["by"] is { } by && requirement["for_each"] is null)
        {
            errors.Add(
                by, "For entries, by needs for_each, because a removed subject would stay required.",
                "Add for_each: the policy's list of subjects.");
        }
    }

    private static void CheckCondition(JProperty condition, PolicyErrors errors)
    {
        const string Fix = "Write a text, a list of texts, or { at_least: N, at_most: N }.";
        var isFine = condition.Value switch
        {
            JValue { Value: string or long or decimal } => true,
            JArray { Count: > 0 } list => list.All(static v => v is JValue { Value: string or long or decimal }),
            JObject { Count: > 0 } bounds =>
                bounds.Properties().All(static p => p.Name is "at_least" or "at_most" && p.Value is JValue { Value: long or decimal }),
            _ => false,
        };
        if (!isFine)
        {
            // A null has no position of its own.
            errors.Add(condition.Value is JValue { Value: null } ? condition : condition.Value, "This is not a condition.", Fix);
        }
    }
}
