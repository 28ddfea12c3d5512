using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    private static void CheckApplications(JObject root, PolicyErrors errors)
    {
        var tiers = root.Keys("tiers");
        var models = root.Keys("models");
        var tools = root.Keys("tools");
        var applications = root.Objects("applications").ToList();
        CheckIds(applications, errors);
        var callers = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var application in applications)
        {
            if (application.Text("tier") is { } tier)
            {
                CheckExists(tier, application["tier"]!, tiers, "tier", errors);
            }

            foreach (var (model, token) in application.Texts("models"))
            {
                CheckListed(root, application, model, token, models, "model", errors);
            }

            foreach (var (tool, token) in application.Texts("tools"))
            {
                CheckListed(root, application, tool, token, tools, "tool", errors);
            }

            if (application.Object("callback") is { } callback && callback.Text("url") is { } url)
            {
                CheckAddress(url, callback["url"]!, loopback: true, errors);
            }

            CheckTwice(application.Texts("models"), errors, "model");
            CheckTwice(application.Texts("tools"), errors, "tool");
            foreach (var (caller, token) in application.Texts("callers"))
            {
                if (!callers.TryAdd(caller, token))
                {
                    Refuse(
                        errors, token,
                        $"The caller {PolicyErrorPhrases.Show(caller)} occurs twice: it would be unclear which application calls.",
                        $"Keep it in one application; the first is on line {SourceLocation.Of(callers[caller]).Line}.");
                }
            }
        }
    }

    private static void CheckListed(
        JObject root, JObject application, string name, JToken at, HashSet<string> known, string what, PolicyErrors errors)
    {
        if (!PolicyWildcards.Is(name))
        {
            CheckExists(name, at, known, what, errors);
        }
        else if (application.Text("tier") is { } tier && root.Object("tiers")?.Object(tier)?.Text("wildcards") != "allow")
        {
            Refuse(
                errors, at, $"The tier {PolicyErrorPhrases.Show(tier)} takes no wildcards.",
                $"List the {what}s, or set wildcards: allow in the tier.");
        }
        else if (!known.Any(one => PolicyWildcards.Matches(name, one)))
        {
            Refuse(
                errors, at, $"No {what} matches {PolicyErrorPhrases.Show(name)}.",
                $"Add one under {what}s; a wildcard means {what}s that are listed there.");
        }
    }

    private static void CheckExists(string id, JToken at, HashSet<string> known, string what, PolicyErrors errors)
    {
        if (known.Contains(id))
        {
            return;
        }

        var wayOut = PolicyErrorPhrases.Nearest(id, known) is { } nearest ? $"Did you mean {nearest}?"
            : known.Count > 0 ? $"Add it under {what}s, or use one of: {PolicyErrorPhrases.Show(known.Order(StringComparer.Ordinal))}."
            : $"Add it under {what}s.";
        Refuse(errors, at, $"There is no {what} {PolicyErrorPhrases.Show(id)}.", wayOut);
    }
}
