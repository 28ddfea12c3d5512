using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Authorization.Inputs;
using Pulumi.AzureNative.ManagedIdentity;
using ServerlessGuard.Infra.Duties;
using ServerlessGuard.Infra.Settings;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// The policy's <c>access:</c> as roles: the delivery pipeline's identity, which has no secret, and, where the settings say so, the rights
/// of the principals that the policy names on the guarded resources.
/// </summary>
internal sealed class AccessGrants : ComponentResource
{
    public const string Pipeline = "identity:pipeline";

    private readonly GuardContext _context;

    /// <param name="guarded">Every guarded resource by name.</param>
    /// <param name="assignable">The groups in which the roles may be assigned.</param>
    public AccessGrants(
        string name, GuardContext context, IReadOnlyList<(string Name, Output<string> Id)> guarded, IReadOnlyList<Input<string>> assignable,
        ComponentResourceOptions? options = null)
        : base("serverlessguard:index:AccessGrants", name, options)
    {
        _context = context;
        var settings = context.Settings;
        var pipeline = settings.PipelineSubjects.Count > 0 ? AddPipeline() : null;
        PipelineClient = pipeline?.ClientId;
        foreach (var role in CapabilityRoles.All.Where(r => settings.GrantAccess && settings.Policy.Access.ContainsKey(r.Id)))
        {
            var definition = Define(role, assignable);
            foreach (var principal in settings.Policy.Access[role.Id])
                foreach (var (resource, id) in guarded)
                    Assign(
                        $"access-{role.Id}-{principal}-{resource}", definition, id, principal,
                        principal == Pipeline && pipeline is not null ? pipeline.PrincipalId : settings.Principals[principal]);
        }

        RegisterOutputs();
    }

    /// <summary>Null where no pipeline is described.</summary>
    public Output<string>? PipelineClient { get; }

    private UserAssignedIdentity AddPipeline()
    {
        var identity = new UserAssignedIdentity("identity-pipeline", new UserAssignedIdentityArgs
        {
            ResourceGroupName = _context.GroupName,
            ResourceName = _context.Names.Of("id", "pipeline"),
            Location = _context.Location,
            Tags = _context.Tags,
        }, _context.Under(this));
        Resource? before = null;
        foreach (var (subject, i) in _context.Settings.PipelineSubjects.Select((s, i) => (s, i)))
            // Azure takes one credential of an identity at a time.
            before = new FederatedIdentityCredential($"pipeline-{i}", new FederatedIdentityCredentialArgs
            {
                FederatedIdentityCredentialResourceName = $"subject-{i}",
                ResourceName = identity.Name,
                ResourceGroupName = _context.GroupName,
                Issuer = _context.Settings.PipelineIssuer,
                Subject = subject,
                Audiences = { "api://AzureADTokenExchange" },
            }, _context.Under(this, after: before is null ? null : [before], with: identity));
        return identity;
    }

    private RoleDefinition Define(Role role, IReadOnlyList<Input<string>> assignable) => new($"access-{role.Id}", new RoleDefinitionArgs
    {
        RoleDefinitionId = _context.Names.Id($"access/{role.Id}").ToString(),
        RoleName = $"ServerlessGuard access {role.Id} ({_context.Settings.Stack}, {_context.Names.Mark})",
        Description = $"ServerlessGuard: {role.Id}, for those whom the policy's access names",
        RoleType = "CustomRole",
        Scope = _context.Group.Id,
        AssignableScopes = assignable.ToList(),
        Permissions = new PermissionArgs
        {
            Actions = role.Actions.ToList(),
            DataActions = role.DataActions.ToList(),
            NotActions = new List<string>(),
            NotDataActions = new List<string>(),
        },
    }, _context.Under(this));

    private void Assign(string name, RoleDefinition role, Input<string> scope, string principal, Input<string> id) =>
        _ = new RoleAssignment(name, new RoleAssignmentArgs
        {
            RoleAssignmentName = _context.Names.Id($"assignment/{name}").ToString(),
            PrincipalId = id,
            PrincipalType = principal.Split(':')[0] switch
            {
                "group" => PrincipalType.Group,
                "user" => PrincipalType.User,
                _ => PrincipalType.ServicePrincipal,
            },
            RoleDefinitionId = role.Id,
            Scope = scope,
            Description = $"{principal}, as the policy's access says",
        }, _context.Under(this));
}
