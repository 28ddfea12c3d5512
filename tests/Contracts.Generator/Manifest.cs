namespace Contracts.Generator;

internal static class Manifest
{
    public static Dictionary<string, object?> Section(this Dictionary<string, object?> map, string key) =>
        map.TryGetValue(key, out var value) ? (Dictionary<string, object?>)value! : [];

    public static List<object?> List(this Dictionary<string, object?> map, string key) => (List<object?>)map[key]!;

    public static string Text(this Dictionary<string, object?> map, string key) => (string)map[key]!;
}
