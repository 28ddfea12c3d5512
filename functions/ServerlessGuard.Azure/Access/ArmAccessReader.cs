using System.Text.Json;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Access;

/// <summary>
/// Reads who can do what from ARM: for each resource the role assignments, PIM schedule instances and deny assignments at,
/// above and below it, its role definitions, and what of it holds keys. All or nothing.
/// </summary>
public sealed class ArmAccessReader(ArmConnection arm, AccessOptions options, TimeProvider clock) : IAccessSource
{
    private const string RolesVersion = "2022-04-01";
    private const string PimVersion = "2020-10-01";
    private const string Authorization = "/providers/Microsoft.Authorization/";

    public string Name => "azure";

    public async ValueTask<IReadOnlyList<Grant>> ReadAsync(GuardPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        try
        {
            return AccessEvaluator.Evaluate(await SnapshotAsync(policy, cancellationToken), clock.GetUtcNow());
        }
        catch (ArmException exception)
        {
            throw new StoreUnavailableException($"The grants cannot be read. {exception.Message}", exception);
        }
    }

    /// <summary>The resources that a policy names, with those that guard them; ARM ids, each once.</summary>
    internal IReadOnlyList<string> ResourcesOf(GuardPolicy policy) =>
    [
        .. policy.Models.Values.Select(static m => m.Resource).OfType<string>()
            .Concat(policy.Credentials.Values.Where(static c => PlatformNames.IsInAzure(c.Platform)).Select(static c => c.Resource))
            .Concat(options.GuardResources)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase),
    ];

    private async ValueTask<AccessSnapshot> SnapshotAsync(GuardPolicy policy, CancellationToken cancellationToken)
    {
        var resources = new List<ProtectedResource>();
        var roles = new Dictionary<string, RoleDefinition>(StringComparer.OrdinalIgnoreCase);
        var assignments = new Dictionary<string, RoleAssignment>(StringComparer.OrdinalIgnoreCase);
        var denials = new Dictionary<string, DenyAssignment>(StringComparer.OrdinalIgnoreCase);
        var vaultPolicies = new List<VaultPolicy>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in ResourcesOf(policy))
        {
            var described = await arm.GetAsync(id, ArmResourceFacts.VersionOf(id), cancellationToken);
            resources.Add(ArmResourceFacts.Read(id, described));
            vaultPolicies.AddRange(ArmResourceFacts.VaultPolicies(id, described));
            foreach (var (kind, version, isEligible) in ((string, string, bool)[])[
                ("roleAssignmentScheduleInstances", PimVersion, false), ("roleAssignments", RolesVersion, false),
                ("roleEligibilityScheduleInstances", PimVersion, true)
            ])
            {
                foreach (var item in await EverywhereAsync(id, kind, version, cancellationToken))
                {
                    var assignment = ArmAuthorizationJson.Assignment(item, isEligible);
                    var key = $"{assignment.PrincipalId} {assignment.RoleId} {assignment.Scope} {isEligible}";

                    // An instance knows its end, the assignment it stands for does not; of two instances the endless one counts.
                    if (!assignments.TryAdd(key, assignment) && kind != "roleAssignments" && assignment.Until is null)
                    {
                        assignments[key] = assignment;
                    }

                    if (ArmAuthorizationJson.NameOf(item) is { } name)
                    {
                        names.TryAdd(assignment.PrincipalId, name);
                    }
                }
            }

            foreach (var item in await EverywhereAsync(id, "denyAssignments", RolesVersion, cancellationToken))
            {
                denials.TryAdd(ArmAuthorizationJson.Id(item), ArmAuthorizationJson.Denial(item));
            }

            foreach (var item in await arm.ListAsync(
                $"{id}{Authorization}roleDefinitions?$filter=atScopeAndBelow()", RolesVersion, cancellationToken))
            {
                roles.TryAdd(ArmAuthorizationJson.Id(item), ArmAuthorizationJson.Role(item));
            }
        }

        // An assignment whose role is not listed would be left out silently: ask for the role itself.
        var known = roles.Values.Select(static r => Last(r.Id)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var missing in assignments.Values.Select(static a => a.RoleId)
            .Where(r => !known.Contains(Last(r)))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray())
        {
            roles[missing] = ArmAuthorizationJson.Role(await arm.GetAsync(missing, RolesVersion, cancellationToken));
        }

        return new AccessSnapshot
        {
            Resources = resources,
            Roles = [.. roles.Values],
            Assignments = [.. assignments.Values],
            Denials = [.. denials.Values],
            VaultPolicies = vaultPolicies,
            Names = names
        };
    }

    /// <summary>With the filter: at or above the resource. Without: what is below, too.</summary>
    private async ValueTask<IReadOnlyList<JsonElement>> EverywhereAsync(
        string id, string kind, string version, CancellationToken cancellationToken) =>
    [
        .. await arm.ListAsync($"{id}{Authorization}{kind}?$filter=atScope()", version, cancellationToken),
        .. await arm.ListAsync($"{id}{Authorization}{kind}", version, cancellationToken),
    ];

    private static string Last(string id) => id[(id.LastIndexOf('/') + 1)..];
}
