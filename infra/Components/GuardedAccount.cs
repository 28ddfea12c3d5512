using Pulumi;
using Pulumi.AzureNative.CognitiveServices;
using Pulumi.AzureNative.CognitiveServices.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>A new Azure OpenAI account: no keys, no public address, outbound calls only to the names it is given.</summary>
internal sealed class GuardedAccount : ComponentResource
{
    public GuardedAccount(string name, GuardContext context, Input<string> appsSubnet, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:GuardedAccount", name, options)
    {
        var settings = context.Settings;
        Resource = new Account("account", new AccountArgs
        {
            AccountName = $"{settings.NewAccount!.Name}-{context.Names.Mark}",
            ResourceGroupName = context.GroupName,
            Location = context.Location,
            Tags = context.Tags,
            Kind = "OpenAI",
            Sku = new SkuArgs { Name = "S0" },
            Identity = new IdentityArgs { Type = ResourceIdentityType.SystemAssigned },
            Properties = new AccountPropertiesArgs
            {
                // Entra tokens are taken at the account's own name only.
                CustomSubDomainName = $"{settings.NewAccount.Name}-{context.Names.Mark}",
                DisableLocalAuth = true,
                PublicNetworkAccess = settings.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
                RestrictOutboundNetworkAccess = true,
                AllowedFqdnList = new List<string>(),
                NetworkAcls = new NetworkRuleSetArgs
                {
                    DefaultAction = NetworkRuleAction.Deny,
                    Bypass = ByPassSelection.None,
                    VirtualNetworkRules = settings.IsPrivate
                        ? new InputList<VirtualNetworkRuleArgs>()
                        : new VirtualNetworkRuleArgs { Id = appsSubnet },
                },
            },
        }, context.Under(this));
        RegisterOutputs();
    }

    public Account Resource { get; }
}
