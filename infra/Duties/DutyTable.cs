using System.Text.RegularExpressions;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ServerlessGuard.Infra.Duties;

/// <summary>policies/duties.yaml, read and checked.</summary>
public sealed partial record DutyTable(IReadOnlyDictionary<string, Role> Roles, IReadOnlyList<Duty> Duties, IReadOnlyDictionary<string, string> Schedules)
{
    public IReadOnlyList<Duty> Apps => [.. Duties.Where(d => d.HasApp)];

    /// <summary>Every function of the app, whoever runs it.</summary>
    public IReadOnlyList<string> Functions => [.. Duties.SelectMany(d => d.Functions).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The names after <c>kind/</c> that any grant is on, each once.</summary>
    public IReadOnlyList<string> Scopes(string kind) =>
        [.. Duties.SelectMany(d => d.Grants).Select(g => g.On).Where(o => o.StartsWith(kind + "/", StringComparison.Ordinal))
            .Select(o => o[(kind.Length + 1)..]).Distinct().Order(StringComparer.Ordinal)];

    /// <exception cref="SettingsException">With every fault.</exception>
    public static DutyTable Parse(string yaml)
    {
        var document = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<Document>(yaml);
        var roles = document.Roles.ToDictionary(r => r.Key, r => new Role(r.Key, r.Value.Actions, r.Value.DataActions));
        var duties = document.Duties.Select(d => new Duty(d.Key, d.Value.Functions, [.. d.Value.Grants.Select(g => new RoleGrant(g.Role, g.On))]));
        var table = new DutyTable(roles, [.. duties], document.Schedules);
        SettingsException.ThrowIfAny([.. table.Faults()]);
        return table;
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
        public List<string> Functions { get; set; } = [];

        public List<GrantEntry> Grants { get; set; } = [];
    }

    private sealed class GrantEntry
    {
        public string Role { get; set; } = "";

        public string On { get; set; } = "";
    }
}
