using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    private static void CheckEngines(JObject root, PolicyErrors errors)
    {
        var engines = root.Objects("engines").ToList();
        CheckIds(engines, errors);
        foreach (var engine in engines)
        {
            if (engine.Text("url") is { } url)
            {
                CheckAddress(url, engine["url"]!, loopback: true, errors);
            }
        }

        var known = engines.Select(static engine => engine.Text("id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (_, tier) in root.Entries("tiers"))
        {
            if (tier.Object("review") is { } review && review.Text("engine") is { } engine)
            {
                CheckExists(engine, review["engine"]!, known, "engine", errors);
            }
        }
    }
}
