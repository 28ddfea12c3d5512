using YamlDotNet.Serialization;

namespace ServerlessGuard.Local.Simulation.Duties;

/// <summary>What <c>policies/duties.yaml</c> says that an app of a duty needs: its functions, and the timers' schedules.</summary>
internal sealed class DutyList
{
    private readonly Dictionary<string, IReadOnlyList<string>> _functions;

    private DutyList(Dictionary<string, IReadOnlyList<string>> functions, Dictionary<string, string> schedules) => (_functions, Schedules) = (functions, schedules);

    /// <summary>The file that ships beside the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "policies", "duties.yaml");

    /// <summary>Timer -> NCRONTAB with seconds, UTC.</summary>
    public IReadOnlyDictionary<string, string> Schedules { get; }

    /// <summary>Duties that have an app.</summary>
    public IReadOnlyCollection<string> Duties => _functions.Keys;

    public static DutyList Read(string file)
    {
        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(file));
        var functions = ((Dictionary<object, object>)root["duties"])
            .Select(static duty => ((string)duty.Key, (IReadOnlyList<string>)[.. ((List<object>)((Dictionary<object, object>)duty.Value)["functions"]).Cast<string>()]))
            .Where(static duty => duty.Item2.Count > 0)
            .ToDictionary(static duty => duty.Item1, static duty => duty.Item2);
        return new(functions, ((Dictionary<object, object>)root["schedules"]).ToDictionary(static timer => (string)timer.Key, static timer => (string)timer.Value));
    }

    /// <summary>The functions that an app of this duty must not run, by name.</summary>
    public IEnumerable<string> Foreign(string duty) => _functions.Values.SelectMany(static names => names).Distinct().Except(_functions[duty]).Order(StringComparer.Ordinal);
}
