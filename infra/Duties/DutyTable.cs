using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ServerlessGuard.Infra.Duties;

/// <summary>policies/duties.yaml, read and checked.</summary>
public sealed partial record DutyTable(
    IReadOnlyDictionary<string, Role> Roles, IReadOnlyList<Duty> Duties, IReadOnlyDictionary<string, string> Schedules)
{
    public IReadOnlyList<Duty> Apps => [.. Duties.Where(d => d.HasApp)];

    /// <summary>Every function of the app, in every duty.</summary>
    public IReadOnlyList<string> Functions => [.. Duties.SelectMany(d => d.Functions).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The duty that runs a function of which there is one.</summary>
    public Duty Running(string function) => Duties.Single(d => d.Functions.Contains(function));

    /// <summary>The duties that hold a role.</summary>
    public IReadOnlyList<Duty> Holding(params string[] roles) => [.. Apps.Where(d => d.Grants.Any(g => roles.Contains(g.Role)))];

    /// <summary>The duty that is informed of an event.</summary>
    /// <exception cref="SettingsException">None is, or several are.</exception>
    public Duty ToldOf(WatchedEvent watched) => Duties.Where(d => d.Subscriptions.Contains(watched.Name)).ToList() is [var duty]
        ? duty
        : throw new SettingsException([$"duties.yaml: put the subscription '{watched.Name}' under exactly one duty"]);

    /// <summary>The names after <c>kind/</c> that any grant is on, each once.</summary>
    public IReadOnlyList<string> Scopes(string kind) =>
        [.. Duties.SelectMany(d => d.Grants).Select(g => g.On).Where(o => o.StartsWith(kind + "/", StringComparison.Ordinal))
            .Select(o => o[(kind.Length + 1)..]).Distinct().Order(StringComparer.Ordinal)];

    /// <exception cref="SettingsException">With every fault.</exception>
    public static DutyTable Parse(string yaml)
    {
        var document = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .Build()
            .Deserialize<Document>(yaml);
        var roles = document.Roles.ToDictionary(r => r.Key, r => new Role(r.Key, r.Value.Actions, r.Value.DataActions));
        var duties = document.Duties.Select(d => new Duty(d.Key, d.Value.Functions, [.. d.Value.Grants.Select(
            g => new RoleGrant(g.Role, g.On))])
        { Subscriptions = d.Value.Subscriptions });
        var table = new DutyTable(roles, [.. duties], document.Schedules);
        SettingsException.ThrowIfAny([.. table.Faults()]);
        return table;
    }

    /// <summary>
    /// All duties in one app with one identity, as the app's setting <c>all</c> composes them: it takes its events from the queue of the
    /// first duty that takes any.
    /// </summary>
    public DutyTable Composed()
    {
        var queue = Apps.First(d => d.Functions.Contains("events_queue")).Queue;
        return this with
        {
            Duties =
            [
                new("guard", [.. Apps.SelectMany(d => d.Functions).Distinct()], Own(Apps.SelectMany(d => d.Grants)))
                {
                    Subscriptions = [.. Apps.SelectMany(d => d.Subscriptions)],
                    Setting = "all",
                    Queue = queue,
                },
                .. Duties.Where(d => !d.HasApp).Select(d => d with { Grants = Own(d.Grants) }),
            ],
        };

        IReadOnlyList<RoleGrant> Own(IEnumerable<RoleGrant> grants) =>
            [.. grants.Where(g => !g.On.StartsWith("queue/", StringComparison.Ordinal) || g.On == $"queue/{queue}"
                || g.On == $"queue/{queue}-poison").Distinct()];
    }

    private IEnumerable<string> Faults()
    {
        foreach (var role in Roles.Values)
        {
            if (role.Actions.Count + role.DataActions.Count == 0)
                yield return $"duties.yaml: role '{role.Id}' allows nothing; give it actions or data_actions, or remove it";
            foreach (var action in role.Actions.Concat(role.DataActions).Where(a => a.Contains('*')))
                yield return $"duties.yaml: role '{role.Id}' has the wildcard '{action}'; list the actions one by one";
        }

        foreach (var duty in Duties)
        {
            foreach (var function in duty.Functions.Where(f => !FunctionShape().IsMatch(f)))
                yield return $"duties.yaml: the function '{function}' of duty '{duty.Id}' needs lower-case letters, digits and underscores only: Azure refuses the setting that disables any other on Linux";
            foreach (var name in duty.Subscriptions.Where(s => WatchedEvents.All.All(w => w.Name != s)))
                yield return $"duties.yaml: duty '{duty.Id}' names the subscription '{name}', which is none of {string.Join(", ", WatchedEvents.All.Select(w => w.Name))}";
            if (duty.Subscriptions.Count > 0 && !duty.Functions.Contains("events_queue"))
                yield return $"duties.yaml: duty '{duty.Id}' has subscriptions and not the function 'events_queue', which takes their events";
            foreach (var grant in duty.Grants.Where(g => !Roles.ContainsKey(g.Role)))
                yield return $"duties.yaml: duty '{duty.Id}' names the role '{grant.Role}', which is not under roles";
            foreach (var twice in duty.Grants.GroupBy(g => g).Where(g => g.Count() > 1))
                yield return $"duties.yaml: duty '{duty.Id}' grants '{twice.Key.Role}' on '{twice.Key.On}' twice; keep one";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$", RegexOptions.NonBacktracking)]
    private static partial Regex FunctionShape();

    private sealed class Document
    {
        public int Version { get; set; }

        public Dictionary<string, RoleEntry> Roles { get; set; } = [];

        public Dictionary<string, DutyEntry> Duties { get; set; } = [];

        public Dictionary<string, string> Schedules { get; set; } = [];
    }

    private sealed class RoleEntry
    {
        public List<string> Actions { get; set; } = [];

        public List<string> DataActions { get; set; } = [];
    }

    private sealed class DutyEntry
    {
        /// <summary>The app's own business.</summary>
        public List<string> Modules { get; set; } = [];

        public List<string> Subscriptions { get; set; } = [];

        public List<string> Functions { get; set; } = [];

        public List<GrantEntry> Grants { get; set; } = [];
    }

    private sealed class GrantEntry
    {
        public string Role { get; set; } = "";

        public string On { get; set; } = "";
    }
}
