using Pulumi;
using Pulumi.AzureNative.Resources;
using ServerlessGuard.Infra.Components;

namespace ServerlessGuard.Infra;

/// <summary>The whole stack, component by component.</summary>
public static class GuardStack
{
    public static IDictionary<string, object?> Define(GuardSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var names = new Naming(settings.Subscription, settings.Project, settings.Stack);
        var group = new ResourceGroup("group", new ResourceGroupArgs { ResourceGroupName = names.Group, Location = settings.Location, Tags = names.Tags });
        var context = new GuardContext(settings, names, group);

        var identities = new Identities("identities", context);
        var storage = new Storage("storage", context, null);
        var vault = new Vault("vault", context, null);
        var scopes = new Scopes(settings, storage, vault);
        _ = new Roles("roles", context, new RolesArgs
        {
            Identities = identities,
            Resolve = scopes.Resolve,
            AssignableScopes = [group.Id, .. settings.Models.Select(m => m.GroupId).Distinct(StringComparer.OrdinalIgnoreCase).Select(g => (Input<string>)g)],
            RuntimeStorage = new Dictionary<string, Output<string>>(),
        });
        return new Dictionary<string, object?> { ["resourceGroup"] = group.Name, ["vault"] = vault.Resource.Name };
    }
}
