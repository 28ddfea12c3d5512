using System.Collections.Frozen;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>Makes the rules of tools and the lists from a tree without errors.</summary>
internal static class ToolPolicyBinder
{
    /// <param name="owner">The policy, or one of its applications.</param>
    /// <param name="key">The section.</param>
    /// <param name="connectors">By the ids of their tools.</param>
    public static FrozenDictionary<string, ToolPolicy> Tools(
        JObject owner, string key, IReadOnlyDictionary<string, ConnectorPolicy> connectors) => owner.Entries(key)
        .Select(tool => Bound(Tool(tool.Key, tool.Value), connectors.GetValueOrDefault(tool.Key)))
        .ToFrozenDictionary(static tool => tool.Id, StringComparer.Ordinal);

    /// <summary>The tasks, by their ids.</summary>
    public static FrozenDictionary<string, TaskPolicy> Tasks(JObject root) => root.Entries("tasks")
        .Select(static task => new TaskPolicy(task.Key, Texts(task.Value, "tools")))
        .ToFrozenDictionary(static task => task.Id, StringComparer.Ordinal);

    /// <summary>A connector bounds where its tools send: their own destinations are among its.</summary>
    private static ToolPolicy Bound(ToolPolicy tool, ConnectorPolicy? connector) => connector is null ? tool : tool with
    {
        Connector = connector.Id,
        Destinations = tool.Destinations.Count > 0 ? tool.Destinations : connector.Destinations,
    };

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
        Restore = Texts(o, "restore"),
    };

    private static IReadOnlyList<ValueSource> Sources(JToken sources) =>
        [.. sources.OfType<JValue>().Select(static source => ValueSource.Parse((string)source.Value!))];

    private static IReadOnlyList<string> Texts(JObject o, string key) => [.. o.Texts(key).Select(static text => text.Text)];
}
