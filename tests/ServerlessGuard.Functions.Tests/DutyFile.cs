using YamlDotNet.Serialization;

namespace ServerlessGuard.Functions.Tests;

/// <summary>policies/duties.yaml as the tests look at it.</summary>
internal static class DutyFile
{
    private static readonly Dictionary<string, object> Root = new DeserializerBuilder()
        .Build()
        .Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "duties.yaml")));

    /// <summary>Duty -> its functions.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Functions { get; } = In(Root, "duties").ToDictionary(
        static duty => (string)duty.Key,
        static duty => Texts(duty.Value, "functions"));

    /// <summary>Timer -> NCRONTAB with seconds.</summary>
    public static IReadOnlyDictionary<string, string> Schedules { get; } = In(Root, "schedules").ToDictionary(
        static s => (string)s.Key, static s => (string)s.Value);

    /// <summary>Role -> its actions and data actions.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; } = In(Root, "roles").ToDictionary(
        static role => (string)role.Key,
        static role => (IReadOnlyList<string>)[.. Texts(role.Value, "actions"), .. Texts(role.Value, "data_actions")]);

    /// <summary>Duty -> its grants: a role on a scope.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<(string Role, string On)>> Grants { get; } = In(Root, "duties").ToDictionary(
        static duty => (string)duty.Key,
        static duty => (IReadOnlyList<(string, string)>)[.. ((List<object>)((Dictionary<object, object>)duty.Value)["grants"])
            .Cast<Dictionary<object, object>>()
            .Select(static g => ((string)g["role"], (string)g["on"]))]);

    /// <summary>The names after <c>kind/</c> that any grant is on: what infra makes.</summary>
    public static IReadOnlyList<string> Scopes(string kind) =>
        [.. Grants.Values.SelectMany(static g => g)
            .Select(static g => g.On)
            .Where(on => on.StartsWith(kind + "/", StringComparison.Ordinal))
            .Select(on => on[(kind.Length + 1)..])
            .Distinct()
            .Order(StringComparer.Ordinal)];

    private static Dictionary<object, object> In(Dictionary<string, object> root, string name) => (Dictionary<object, object>)root[name];

    private static IReadOnlyList<string> Texts(object of, string name) =>
        ((Dictionary<object, object>)of).TryGetValue(name, out var list) ? [.. ((List<object>)list).Cast<string>()] : [];
}
