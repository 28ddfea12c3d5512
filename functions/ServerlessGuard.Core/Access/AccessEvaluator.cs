namespace ServerlessGuard.Core.Access;

/// <summary>
/// Computes grants from a snapshot. Pure. Errs towards telling too much: conditions are not evaluated, an eligibility
/// counts as a grant, and a denial counts only where it names the principal or everyone and certainly does not exclude it.
/// </summary>
public static class AccessEvaluator
{
    private static readonly string[] BroadRoles = [
        "Owner", "Contributor", "User Access Administrator", "Role Based Access Control Administrator"
    ];

    /// <summary>One grant per capability, resource, principal, assignment and means, in that order of names.</summary>
    public static IReadOnlyList<Grant> Evaluate(AccessSnapshot snapshot, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var roles = snapshot.Roles.ToDictionary(static r => NameOf(r.Id), StringComparer.OrdinalIgnoreCase);
        var grants = new List<Grant>();
        foreach (var resource in snapshot.Resources)
        {
            foreach (var assignment in snapshot.Assignments.DistinctBy(static a => a.Id.ToUpperInvariant()))
            {
                if (roles.TryGetValue(NameOf(assignment.RoleId), out var role)
                    && !(assignment.Until <= now)
                    && !(assignment.From > now)
                    && Concerns(assignment.Scope, resource.Id))
                {
                    Add(grants, snapshot, resource, assignment, role);
                }
            }

            foreach (var policy in snapshot.VaultPolicies.Where(p => resource.UsesAccessPolicies && Same(p.Vault, resource.Id)))
            {
                Add(grants, snapshot, resource, policy);
            }
        }

        return
        [
            .. grants.OrderBy(static g => g.Capability)
                .ThenBy(static g => g.Resource, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static g => g.Principal, StringComparer.Ordinal)
                .ThenBy(static g => g.Through, StringComparer.Ordinal)
                .ThenBy(static g => g.Scope, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static g => g.Path)
                .ThenBy(static g => g.IsEligible),
        ];
    }

    /// <summary>Whether what holds at the scope reaches the resource or something below it.</summary>
    internal static bool Concerns(string scope, string resource) => Reaches(scope, resource) || Below(scope, resource);

    private static void Add(
        List<Grant> grants, AccessSnapshot snapshot, ProtectedResource resource, RoleAssignment assignment, RoleDefinition role)
    {
        // A role that is assigned below the resource reaches only what is below.
        var reached = Below(assignment.Scope, resource.Id) ? assignment.Scope : resource.Id;
        var denials = snapshot.Denials.Where(d => Denies(d, assignment, reached)).ToArray();
        bool Can(string action) => role.Covers(action) && !denials.Any(d => d.Permissions.Any(p => p.Covers(action)));

        var escalates = Capabilities.Escalations.Any(Can);
        var readsKeys = resource.HasKeys && Capabilities.ListKeys.Any(action => IsOf(action, resource) && Can(action));
        foreach (var capability in Capabilities.All)
        {
            var actions = Capabilities.ActionsOf(capability)
                .Where(action => IsOf(action, resource) && !(resource.UsesAccessPolicies && IsVaultData(action)))
                .ToArray();
            GrantPath? means = actions.Any(Can) ? GrantPath.Role
                : readsKeys && actions.Any(static action => action[0] == '#') ? GrantPath.Key
                : escalates && actions.Length > 0 ? GrantPath.Escalation
                : null;

            // A vault's write lets its holder put himself into its access policies.
            means ??= resource.UsesAccessPolicies
                && capability is Capability.ReadSecrets or Capability.ReadContent
                && Same(resource.Type, "Microsoft.KeyVault/vaults")
                && (Can("Microsoft.KeyVault/vaults/write") || Can("Microsoft.KeyVault/vaults/accessPolicies/write"))
                    ? GrantPath.Escalation
                    : null;
            if (means is { } how)
            {
                grants.Add(new Grant
                {
                    Capability = capability,
                    Resource = resource.Id,
                    Principal = PrincipalOf(assignment.PrincipalType, assignment.PrincipalId),
                    Name = snapshot.Names.GetValueOrDefault(assignment.PrincipalId),
                    Through = role.Name,
                    Scope = assignment.Scope,
                    Path = how,
                    IsEligible = assignment.IsEligible,
                    IsConditional = assignment.IsConditional,
                    Until = assignment.Until,
                    IsBroad = IsBroad(role),
                });
            }
        }
    }

    private static void Add(List<Grant> grants, AccessSnapshot snapshot, ProtectedResource resource, VaultPolicy policy)
    {
        foreach (var capability in (Capability[])[Capability.ReadContent, Capability.ReadSecrets])
        {
            var has = capability == Capability.ReadSecrets
                ? policy.Secrets.Any(static s => IsOneOf(s, "all", "get"))
                : policy.Keys.Any(static k => IsOneOf(k, "all", "unwrapKey", "decrypt"));
            if (has)
            {
                grants.Add(new Grant
                {
                    Capability = capability,
                    Resource = resource.Id,
                    Principal = "identity:" + policy.PrincipalId,
                    Name = snapshot.Names.GetValueOrDefault(policy.PrincipalId),
                    Through = "access policy",
                    Scope = resource.Id,
                    Path = GrantPath.VaultPolicy,
                    IsBroad = policy.Secrets.Concat(policy.Keys).Any(static right => IsOneOf(right, "all")),
                });
            }
        }
    }

    private static bool Denies(DenyAssignment denial, RoleAssignment assignment, string reached) =>
        (denial.IsHereOnly ? Same(denial.Scope, reached) : Reaches(denial.Scope, reached))
        && denial.Principals.Any(p => Same(p, assignment.PrincipalId) || p == DenyAssignment.Everyone)
        && !denial.Excluded.Any(p => Same(p, assignment.PrincipalId))
        && !denial.MayExcludeGroups;

    /// <summary>The action is one of the resource's type or of something below it; actions on access itself concern everything.</summary>
    private static bool IsOf(string action, ProtectedResource resource)
    {
        var bare = action.AsSpan().TrimStart('#');
        return bare.StartsWith("Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase)
            || bare.StartsWith("Microsoft.Insights/", StringComparison.OrdinalIgnoreCase)
            || (resource.Type.Length > 0 && bare.StartsWith(resource.Type + "/", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsVaultData(string action) => action.StartsWith("#Microsoft.KeyVault/", StringComparison.OrdinalIgnoreCase);

    private static bool IsBroad(RoleDefinition role) =>
        BroadRoles.Any(name => Same(name, role.Name))
        || role.Permissions.Any(static p => p.Actions.Concat(p.DataActions)
            .Any(static a => a == "*" || (a.EndsWith("/*", StringComparison.Ordinal) && a.Count(static c => c == '/') <= 2)));

    private static bool Reaches(string scope, string resource) =>
        scope == "/"
        || scope.StartsWith("/providers/Microsoft.Management/managementGroups/", StringComparison.OrdinalIgnoreCase)
        || Same(scope, resource)
        || Below(resource, scope);

    private static bool Below(string scope, string above) =>
        scope.Length > above.Length && scope.StartsWith(above, StringComparison.OrdinalIgnoreCase) && scope[above.Length] == '/';

    private static string PrincipalOf(string type, string id) => type.ToUpperInvariant() switch
    {
        "USER" or "AGENTUSER" => "user:",
        "GROUP" or "FOREIGNGROUP" => "group:",
        _ => "identity:",
    } + id;

    private static string NameOf(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static bool IsOneOf(string text, params ReadOnlySpan<string> options)
    {
        foreach (var option in options)
        {
            if (Same(text, option))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
