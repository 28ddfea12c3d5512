using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>Reading a tree that may still be wrong: what has another type is skipped, because the schema reported it.</summary>
internal static class PolicyNodes
{
    public static IEnumerable<JObject> Objects(this JObject parent, string key) => (parent[key] as JArray)?.OfType<JObject>() ?? [];

    public static IEnumerable<(string Key, JObject Value)> Entries(this JObject parent, string key) =>
        (parent[key] as JObject)?.Properties().Where(p => p.Value is JObject).Select(p => (p.Name, (JObject)p.Value)) ?? [];

    public static IEnumerable<(string Text, JToken Token)> Texts(this JObject parent, string key) =>
        (parent[key] as JArray)?.OfType<JValue>().Where(v => v.Value is string).Select(v => ((string)v.Value!, (JToken)v)) ?? [];

    public static string? Text(this JObject parent, string key) => (parent[key] as JValue)?.Value as string;

    public static JObject? Object(this JObject parent, string key) => parent[key] as JObject;

    public static TimeSpan? Duration(this JObject? parent, string key) =>
        parent is not null && PolicyUnits.TryDuration(parent.Text(key), out var duration) ? duration : null;

    public static HashSet<string> Keys(this JObject parent, string key) =>
        (parent[key] as JObject)?.Properties().Select(p => p.Name).ToHashSet(StringComparer.Ordinal) ?? [];

    public static bool IsTrue(this JObject? parent, string key) => parent?[key] is JValue { Value: true };

    public static double? Number(this JObject? parent, string key) =>
        parent?[key] is { Type: JTokenType.Integer or JTokenType.Float } number ? number.Value<double>() : null;
}
