using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace ServerlessGuard.Infra.Components;

/// <summary>One user-assigned identity per duty that has an app: none outlives its duty, none serves two.</summary>
internal sealed class Identities : ComponentResource
{
    private readonly Dictionary<string, UserAssignedIdentity> _byDuty = [];

    public Identities(string name, GuardContext context, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Identities", name, options)
    {
        foreach (var duty in context.Settings.Duties.Apps)
            _byDuty[duty.Id] = new UserAssignedIdentity($"identity-{duty.Id}", new UserAssignedIdentityArgs
            {
                ResourceGroupName = context.GroupName,
                ResourceName = context.Names.Of("id", duty.Id),
                Location = context.Location,
                Tags = context.Tags,
            }, context.Under(this));
        RegisterOutputs();
    }

    public UserAssignedIdentity this[string duty] => _byDuty[duty];
}
