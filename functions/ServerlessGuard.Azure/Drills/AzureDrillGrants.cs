using System.Text.Json.Nodes;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Core.Drills;

namespace ServerlessGuard.Azure.Drills;

/// <summary>
/// The drill identity's role assignment over ARM. Whether it is let in is asked as that identity (<paramref name="drill"/>),
/// by reading the scope of the grant, which its role and nothing else must allow.
/// </summary>
/// <param name="guard">As the deployer, who may write and delete this one assignment.</param>
public sealed class AzureDrillGrants(ArmConnection guard, DrillIdentity drill) : IDrillGrants
{
    private const string ApiVersion = "2022-04-01";
    private const string ScopeVersion = "2021-04-01";
    private const string Provider = "/providers/Microsoft.Authorization/roleAssignments/";

    public async ValueTask<DrillGrant?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var found = await guard.GetAsync(id, ApiVersion, cancellationToken);
            return DeploymentCalls.Text(found, "properties", "roleDefinitionId") is { } role
                && DeploymentCalls.Text(found, "properties", "principalId") is { } principal
                ? new DrillGrant(id, role, principal, DeploymentCalls.Text(found, "properties", "principalType"))
                : throw new DrillException("grant-unreadable");
        }
        catch (ArmException e) when (e.Status == 404)
        {
            return null;
        }
        catch (ArmException e)
        {
            throw new DrillException("grant", e);
        }
    }

    public async ValueTask RevokeAsync(DrillGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        try
        {
            await guard.DeleteAsync(grant.Id, ApiVersion, cancellationToken);
        }
        catch (ArmException e) when (e.Status != 404)
        {
            throw new DrillException("grant", e);
        }
        catch (ArmException)
        {
            // It is gone.
        }
    }

    public async ValueTask RestoreAsync(DrillGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var properties = new JsonObject { ["roleDefinitionId"] = grant.Role, ["principalId"] = grant.Principal };
        if (grant.PrincipalType is not null)
        {
            properties["principalType"] = grant.PrincipalType;
        }

        try
        {
            await guard.PutAsync(grant.Id, ApiVersion, new JsonObject { ["properties"] = properties }, cancellationToken);
        }
        catch (ArmException e) when (e.Code == "RoleAssignmentExists")
        {
            // The same one stands.
        }
        catch (ArmException e)
        {
            throw new DrillException("grant", e);
        }
    }

    public async ValueTask<bool?> IsAllowedAsync(DrillGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var scope = grant.Id[..grant.Id.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase)];
        try
        {
            await drill.Connection.GetAsync(scope, drill.ScopeVersion ?? ScopeVersion, cancellationToken);
            return true;
        }
        catch (ArmException e)
        {
            return e.Status is 401 or 403 ? false : null;
        }
    }
}

/// <summary>
/// ARM as the drill's own identity. <see cref="ScopeVersion"/>: the API version of the resource it reads; null: resource groups'.
/// </summary>
public sealed record DrillIdentity(ArmConnection Connection, string? ScopeVersion = null);
