using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>A storage account, and its blob service as we set it.</summary>
internal sealed record LockedAccount(StorageAccount Account, BlobServiceProperties Blobs);

/// <summary>
/// One storage account as we make them all: no shared keys, no public blob, TLS 1.2, versions, soft delete, closed by default.
/// </summary>
internal static class LockedStorage
{
    public static LockedAccount Create(
        string name, string part, SkuName replication, Input<string>? appsSubnet, GuardContext context, CustomResourceOptions options)
    {
        var settings = context.Settings;
        var account = new StorageAccount(name, new StorageAccountArgs
        {
            AccountName = context.Names.Storage(part),
            ResourceGroupName = context.GroupName,
            Location = context.Location,
            Tags = context.Tags,
            Kind = Kind.StorageV2,
            Sku = new SkuArgs { Name = replication },
            AllowBlobPublicAccess = false,
            AllowSharedKeyAccess = false,
            AllowCrossTenantReplication = false,
            DefaultToOAuthAuthentication = true,
            EnableHttpsTrafficOnly = true,
            IsLocalUserEnabled = false,
            IsSftpEnabled = false,
            MinimumTlsVersion = MinimumTlsVersion.TLS1_2,
            PublicNetworkAccess = settings.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
            Encryption = new EncryptionArgs { KeySource = KeySource.Microsoft_Storage, RequireInfrastructureEncryption = true },
            NetworkRuleSet = new NetworkRuleSetArgs
            {
                DefaultAction = DefaultAction.Deny,
                // Event Grid delivers and dead-letters as a trusted service.
                Bypass = Bypass.AzureServices,
                VirtualNetworkRules = settings.IsPrivate || appsSubnet is null
                    ? new InputList<VirtualNetworkRuleArgs>()
                    : new VirtualNetworkRuleArgs { VirtualNetworkResourceId = appsSubnet },
            },
        }, options);
        var blobs = new BlobServiceProperties($"{name}-blobs", new BlobServicePropertiesArgs
        {
            AccountName = account.Name,
            ResourceGroupName = context.GroupName,
            BlobServicesName = "default",
            IsVersioningEnabled = true,
            DeleteRetentionPolicy = new DeleteRetentionPolicyArgs { Enabled = true, Days = 30 },
            ContainerDeleteRetentionPolicy = new DeleteRetentionPolicyArgs { Enabled = true, Days = 30 },
        }, context.Under(options.Parent!, with: account, kept: options.RetainOnDelete == true));
        return new(account, blobs);
    }
}
