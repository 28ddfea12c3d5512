using YamlDotNet.Serialization;

namespace ServerlessGuard.Functions.Tests;

/// <summary>policies/duties.yaml as the tests look at it.</summary>
internal static class DutyFile
{
    private static readonly Dictionary<string, object> Root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "duties.yaml")));

    /// <summary>Duty -> its functions.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Functions { get; } = ((Dictionary<object, object>)Root["duties"]).ToDictionary(
        static duty => (string)duty.Key,
        static duty => (IReadOnlyList<string>)[.. ((List<object>)((Dictionary<object, object>)duty.Value)["functions"]).Cast<string>()]);

    /// <summary>Timer -> NCRONTAB with seconds.</summary>
    public static IReadOnlyDictionary<string, string> Schedules { get; } = ((Dictionary<object, object>)Root["schedules"]).ToDictionary(static s => (string)s.Key, static s => (string)s.Value);
}
