using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ServerlessGuard.Azure.Duties;

/// <summary>
/// The duties of <c>policies/duties.yaml</c> that have an app, in the file's order: no other file lists the duties.
/// </summary>
public sealed class DutyList
{
    /// <summary>Every duty in one app.</summary>
    public const string All = "all";

    private DutyList(IReadOnlyList<Duty> duties, IReadOnlyDictionary<string, string> schedules) =>
        (Duties, Schedules) = (duties, schedules);

    /// <summary>The file that ships beside the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "policies", "duties.yaml");

    public IReadOnlyList<Duty> Duties { get; }

    /// <summary>Timer -> NCRONTAB with seconds, UTC.</summary>
    public IReadOnlyDictionary<string, string> Schedules { get; }

    /// <exception cref="InvalidDataException">The file is not there or not of this form; the message names the place.</exception>
    public static DutyList Read(string file)
    {
        try
        {
            using var text = File.OpenText(file);
            var yaml = new YamlStream();
            yaml.Load(text);
            var root = yaml.Documents is [var document] ? document.RootNode as YamlMappingNode : null;
            var duties = Entries(file, root, "duties")
                .Select(duty => new Duty(
                    duty.Key, Texts(file, duty, "modules"), Texts(file, duty, "functions"), Texts(file, duty, "subscriptions")))
                .Where(static duty => duty.Functions.Count > 0)
                .ToList();
            return duties.Exists(static duty => duty.Id == All)
                ? throw new InvalidDataException($"{file}: a duty cannot be named '{All}', which means every duty.")
                : new(
                    duties,
                    Entries(file, root, "schedules").ToDictionary(static s => s.Key, static s => ((YamlScalarNode)s.Value).Value ?? ""));
        }
        catch (Exception e) when (e is YamlException or IOException or UnauthorizedAccessException or InvalidCastException
            or InvalidOperationException)
        {
            throw new InvalidDataException($"{file} cannot be read as a list of duties: {e.Message}", e);
        }
    }

    /// <summary>
    /// The duties that are named, in the file's order whatever the text's: one, several with commas between, or <c>all</c>.
    /// </summary>
    public bool TryFind(string text, out IReadOnlyList<Duty> duties, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        duties = names is [All] ? Duties : [.. Duties.Where(duty => names.Contains(duty.Id, StringComparer.Ordinal))];
        var ids = string.Join(", ", Duties.Select(static duty => duty.Id));
        problem = names.Length == 0 ? $"names no duty of {ids}, or {All}."
            : names is not [All] && Array.Find(names, name => Duties.All(duty => duty.Id != name)) is not null
                ? $"names none of {ids}, or {All}; several have commas between."
            : null;
        return problem is null;
    }

    /// <summary>The functions that an app of these duties must not run, by name.</summary>
    public IEnumerable<string> Foreign(IReadOnlyList<Duty> duties) =>
        Duties.SelectMany(static duty => duty.Functions)
            .Distinct()
            .Except(duties.SelectMany(static duty => duty.Functions))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(string Key, YamlNode Value)> Entries(string file, YamlMappingNode? node, string name) =>
        node is not null && Find(node, name) is YamlMappingNode entries
            ? entries.Select(static entry => (((YamlScalarNode)entry.Key).Value ?? "", entry.Value))
            : throw new InvalidDataException($"{file}: '{name}' is missing, or no mapping.");

    private static List<string> Texts(string file, (string Key, YamlNode Value) duty, string name) =>
        Find((YamlMappingNode)duty.Value, name) switch
        {
            null => [],
            YamlSequenceNode list => [.. list.Select(static item => ((YamlScalarNode)item).Value ?? "")],
            _ => throw new InvalidDataException($"{file}: '{name}' of duty '{duty.Key}' is no list."),
        };

    private static YamlNode? Find(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;
}

/// <summary>One duty of <c>policies/duties.yaml</c> that an app has.</summary>
/// <param name="Modules">The modules of its app.</param>
/// <param name="Functions">The functions that its app runs.</param>
/// <param name="Subscriptions">The event subscriptions that are delivered to it, by name.</param>
public sealed record Duty(string Id, IReadOnlyList<string> Modules, IReadOnlyList<string> Functions, IReadOnlyList<string> Subscriptions)
{
    /// <summary>It takes events from a queue: <c>events-ID</c>.</summary>
    public bool HasQueue => Functions.Contains("events_queue", StringComparer.Ordinal);
}
