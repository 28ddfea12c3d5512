using System.Collections.Frozen;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>Makes the rules of tools and the lists from a tree without errors.</summary>
internal static class ToolPolicyBinder
{
    public static FrozenDictionary<string, ToolPolicy> Tools(JObject owner, string key) => owner.Entries(key)
        .Select(static tool => Tool(tool.Key, tool.Value))
        .ToFrozenDictionary(static tool => tool.Id, StringComparer.Ordinal);

    public static FrozenDictionary<string, ListPolicy> Lists(JObject root) => (root.Object("lists") ?? [])
        .Properties()
        .Select(static list => new ListPolicy(list.Name, Values(list.Value)))
        .ToFrozenDictionary(static list => list.Id, StringComparer.Ordinal);

    private static FrozenSet<string> Values(JToken list) =>
        list.OfType<JValue>().Select(static value => (string)value.Value!).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static ToolPolicy Tool(string id, JObject o) => new()
    {
        Id = id,
        Effect = PolicyEnumNames.Read(o.Text("effect"), ToolEffect.Send),
        Arguments = o.Object("arguments") is { } arguments ? JsonElement.Parse(arguments.ToString(Formatting.None)) : null,
        Otherwise = PolicyEnumNames.ReadDecision(o.Text("otherwise"), GuardAction.Block),
        Untrusted = PolicyEnumNames.ReadDecision(o.Text("untrusted"), GuardAction.Hold),
        Limit = PolicyUnits.TryRate(o.Text("limit"), out var rate) ? rate : null,
        From = (o.Object("from") ?? [])
            .Properties()
            .ToFrozenDictionary(static one => one.Name, static one => Sources(one.Value), StringComparer.Ordinal),
        Trusted = o.IsTrue("trusted"),
        TrustedFields = Texts(o, "trusted"),
        AlwaysReview = o.Text("always") == "review",
        NeverAfter = Texts(o, "never_after"),
        AtMost = (int?)o.Number("at_most"),
        Destinations = Texts(o, "destinations"),
        Spend = o.Object("spend") is { } spend
            ? new SpendLimit(spend.Text("argument")!, (decimal)spend.Number("most")!, spend.Duration("per")!.Value)
            : null,
        Definition = o.Text("definition"),
    };

    private static IReadOnlyList<ValueSource> Sources(JToken sources) =>
        [.. sources.OfType<JValue>().Select(static source => ValueSource.Parse((string)source.Value!))];

    private static IReadOnlyList<string> Texts(JObject o, string key) => [.. o.Texts(key).Select(static text => text.Text)];
}
