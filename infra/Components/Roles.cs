using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Authorization.Inputs;
using ServerlessGuard.Infra.Duties;

namespace ServerlessGuard.Infra.Components;

/// <summary>Custom roles with exact actions, assigned to one identity on one resource each, as policies/duties.yaml says.</summary>
internal sealed class Roles : ComponentResource
{
    // The Functions runtime keeps its leases, keys and packages where no finer role is documented; the account holds nothing else.
    private static readonly (string Name, string Id)[] RuntimeRoles =
    [
        ("blob-owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
        ("queue-contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88"),
        ("table-contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"),
    ];

    private readonly GuardContext _context;
    private readonly RolesArgs _args;
    private readonly Dictionary<string, RoleDefinition> _definitions;
    private readonly Dictionary<string, IReadOnlyList<Resource>> _byDuty = [];

    public Roles(string name, GuardContext context, RolesArgs args, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Roles", name, options)
    {
        (_context, _args) = (context, args);
        var table = context.Settings.Duties;
        _definitions = context.Settings.IsStarter ? [] : table.Roles.Values
            .Where(role => table.Duties.SelectMany(d => d.Grants).Any(g => g.Role == role.Id && args.Resolve(g.On).Count > 0))
            .ToDictionary(role => role.Id, Define);
        foreach (var duty in table.Apps)
        {
            List<Resource> made = [.. Allow(duty.Id, args.Identities[duty.Id].PrincipalId, duty.Grants, this)];
            if (args.RuntimeStorage.TryGetValue(duty.Id, out var runtime))
                made.AddRange(RuntimeRoles.Select(role => Assign(
                    $"{duty.Id}-runtime-{role.Name}", args.Identities[duty.Id].PrincipalId, BuiltIn(role.Id), runtime,
                    $"the Functions runtime of {duty.Id}", this)));
            _byDuty[duty.Id] = made;
        }

        RegisterOutputs();
    }

    /// <summary>The grants of a duty's identity.</summary>
    public IReadOnlyList<Resource> Of(string duty) => _byDuty[duty];

    /// <summary>Grants to an identity; a resource that needs them at once must wait for the returned resources.</summary>
    /// <param name="parent">The component whose grants they are: whoever waits for a component waits for all of its own.</param>
    public IReadOnlyList<Resource> Allow(string who, Input<string> principal, IEnumerable<RoleGrant> grants, Resource parent) =>
        _context.Settings.IsStarter ? AllowCoarsely(who, principal, grants, parent) :
    [
        .. grants.SelectMany(g => _args.Resolve(g.On).Select(on =>
            Assign($"{who}-{g.Role}-{on.Name}", principal, _definitions[g.Role].Id, on.Id, $"{who} may {g.Role} on {g.On}", parent))),
    ];

    /// <summary>Azure's own role on the whole of what the grants are in, once each.</summary>
    private IReadOnlyList<Resource> AllowCoarsely(string who, Input<string> principal, IEnumerable<RoleGrant> grants, Resource parent) =>
    [
        .. grants.Where(g => !_args.RuntimeStorage.ContainsKey(who) || !StarterRoles.OfTheRuntime.Contains(StarterRoles.KindOf(g.On)))
            .SelectMany(g => StarterRoles.On(StarterRoles.KindOf(g.On)).SelectMany(role => _args.Resolve(g.On).Select(on => (role, on))))
            .DistinctBy(a => (a.role.Name, a.on.Name))
            .Select(a => Assign(
                $"{who}-{a.role.Name}-{a.on.Name}", principal, BuiltIn(a.role.Id), a.on.Id, $"{who}: {a.role.Name} on {a.on.Name}", parent)),
    ];

    private RoleDefinition Define(Role role) => new($"role-{role.Id}", new RoleDefinitionArgs
    {
        RoleDefinitionId = _context.Names.Id($"role/{role.Id}").ToString(),
        RoleName = $"ServerlessGuard {role.Id} ({_context.Settings.Stack}, {_context.Names.Mark})",
        Description = $"ServerlessGuard: {role.Id}, as policies/duties.yaml lists it",
        RoleType = "CustomRole",
        Scope = _context.Group.Id,
        AssignableScopes = _args.AssignableScopes.ToList(),
        Permissions = new PermissionArgs
        {
            Actions = role.Actions.ToList(),
            DataActions = role.DataActions.ToList(),
            NotActions = new List<string>(),
            NotDataActions = new List<string>()
        },
    }, _context.Under(this));

    private RoleAssignment Assign(
        string name, Input<string> principal, Input<string> role, Input<string> scope, string why, Resource parent) =>
        new(name, new RoleAssignmentArgs
        {
            RoleAssignmentName = _context.Names.Id($"assignment/{name}").ToString(),
            PrincipalId = principal,
            // Left out, it would be "User", and an identity that is only seconds old would not be found.
            PrincipalType = PrincipalType.ServicePrincipal,
            RoleDefinitionId = role,
            Scope = scope,
            Description = why,
        }, _context.Under(parent));

    private string BuiltIn(string id) =>
        $"/subscriptions/{_context.Settings.Subscription}/providers/Microsoft.Authorization/roleDefinitions/{id}";
}
