using Newtonsoft.Json.Linq;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>The rules between a probe suite's fields, which the schema cannot express.</summary>
internal static class ProbeRules
{
    private static readonly string[] Patterns = ["matches", "must_not_match"];
    private static readonly string[] CallLists = ["may_call", "must_call", "must_not_call"];
    private static readonly HashSet<string> NoExpectations = ["id", "kind", "quick", "prompt", "system", "messages", "tools", "runs"];

    public static void Check(JObject root, PolicyErrors errors)
    {
        var probes = root.Objects("probes").ToList();
        PolicyRules.CheckIds(probes, errors);
        foreach (var probe in probes)
        {
            Check(root, probe, errors);
        }

        if (probes.Count > 0 && !probes.Exists(static p => p.IsTrue("quick")))
        {
            errors.Add(
                root["probes"]!, "No probe is quick: nothing could verify a rollback.",
                "Mark the probes that identify a healthy model best with quick: true.");
        }

        if (!errors.Any && ProbeBinder.Bind(root, "").Probes.Sum(static p => p.Calls) is var calls and > ProbeSuiteLoader.MaxCalls)
        {
            errors.Add(root["probes"]!, $"The suite costs {calls} calls.", $"Keep it to {ProbeSuiteLoader.MaxCalls}.");
        }
    }

    private static void Check(JObject root, JObject probe, PolicyErrors errors)
    {
        if ((probe["prompt"] is null) == (probe["messages"] is null))
        {
            errors.Add(probe, "A probe has either a prompt or messages.", "Keep one of the two.");
        }

        if (probe.Properties().All(static p => NoExpectations.Contains(p.Name)))
        {
            errors.Add(
                probe, "Nothing is expected of the answer: every answer would pass.",
                "Add an expectation, for example must_contain: [\"15 days\"] or refuses: true.");
        }

        foreach (var key in Patterns)
        {
            CheckPattern(probe, key, errors);
        }

        if (probe.Object("json_schema") is { } schema)
        {
            PolicySchema.CheckArguments(schema, errors);
            PolicyRules.CheckSchema(schema, errors);
        }

        CheckTools(probe, errors);
        CheckCanary(root, probe, errors);
        if (probe["agreement"] is { } agreement && probe.Number("runs") is null or < 2)
        {
            PolicyRules.Refuse(errors, agreement, "One run always agrees with itself.", "Add runs: 3 or more.");
        }

        if (probe.Object("pairs") is { } pairs)
        {
            CheckPairs(probe, pairs, errors);
        }
    }

    private static void CheckPattern(JObject owner, string key, PolicyErrors errors)
    {
        if (owner.Text(key) is { } pattern && !PolicyRules.IsBoundedPattern(pattern))
        {
            PolicyRules.Refuse(
                errors, owner[key]!, "This pattern is not a regular expression that runs in linear time.",
                "Correct its syntax; do without lookarounds, backreferences and atomic groups.");
        }
    }

    private static void CheckTools(JObject probe, PolicyErrors errors)
    {
        var offered = probe.Texts("tools").Select(static t => t.Text).ToHashSet(StringComparer.Ordinal);
        var named = CallLists.SelectMany(probe.Texts)
            .Concat(
                probe.Objects("messages").Where(static m => m["tool"] is not null).Select(static m => (m.Text("tool") ?? "", m["tool"]!)));
        foreach (var (tool, at) in named)
        {
            if (!offered.Contains(tool))
            {
                PolicyRules.Refuse(
                    errors, at, $"The tool {PolicyErrorPhrases.Show(tool)} is not offered.",
                    PolicyErrorPhrases.Nearest(tool, offered) is { } nearest ? $"Did you mean {nearest}?" : "Add it to tools.");
            }
        }

        foreach (var message in probe.Objects("messages"))
        {
            if ((message.Text("role") == "tool") != (message["tool"] is not null))
            {
                errors.Add(message, "A message of the role tool, and only that, names its tool.", "Add tool: ID, or remove it.");
            }
        }
    }

    private static void CheckCanary(JObject root, JObject probe, PolicyErrors errors)
    {
        if (probe.Text("canary") is not { } canary)
        {
            return;
        }

        var told = probe.Objects("messages").Select(static m => m.Text("content"))
            .Append(probe.Text("prompt"))
            .Append(probe.Text("system") ?? (probe["messages"] is null ? root.Text("system") : null));
        if (!told.Any(text => text?.Contains(canary, StringComparison.Ordinal) == true))
        {
            PolicyRules.Refuse(
                errors, probe["canary"]!, "None of the probe's messages contains the canary, so it could not come out.",
                "Put it into the system text.");
        }
    }

    private static void CheckPairs(JObject probe, JObject pairs, PolicyErrors errors)
    {
        CheckPattern(pairs, "favourable", errors);
        PolicyRules.CheckTwice(pairs.Texts("groups"), errors, "group");
        PolicyRules.CheckTwice(pairs.Texts("cases"), errors, "case");
        if (probe.Text("prompt") is not { } prompt || !prompt.Contains("{group}", StringComparison.Ordinal))
        {
            errors.Add(pairs, "The prompt does not hold {group}, so every group would be asked the same.", "Put {group} into the prompt.");
        }
        else if (prompt.Contains("{case}", StringComparison.Ordinal) != pairs["cases"] is not null)
        {
            errors.Add(pairs, "{case} in the prompt and cases go together.", "Add the other of the two.");
        }

        var most = PolicyUnits.TryShare(pairs["most_disparity"], out var share) ? share : 0.2;
        var asked = (int)Math.Min(int.MaxValue, (probe.Number("runs") ?? 1) * Math.Max(1, pairs.Texts("cases").Count()));
        if (most < 1 && Disparity.LeastAsked(most) is var least && asked < least)
        {
            PolicyRules.Refuse(
                errors, pairs["most_disparity"] ?? pairs,
                $"{asked} answers per group cannot show a disparity within {PolicyErrorPhrases.Number((decimal)most * 100)}%, even if all are favourable.",
                $"Ask at least {least}: add runs or cases, or allow more.");
        }
    }
}
