using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>The rules that delete blobs and their old versions.</summary>
internal static class Lifecycle
{
    /// <summary>Azure takes no more in a rule.</summary>
    public const int MostPrefixes = 10;

    public static void Add(
        string name, StorageAccount account, GuardContext context, List<ManagementPolicyRuleArgs> rules, CustomResourceOptions options) =>
        _ = new ManagementPolicy(name, new ManagementPolicyArgs
        {
            ManagementPolicyName = "default",
            AccountName = account.Name,
            ResourceGroupName = context.GroupName,
            Policy = new ManagementPolicySchemaArgs { Rules = rules },
        }, options);

    /// <param name="containers">None for the whole account.</param>
    /// <param name="days">After how many a blob goes; null touches only what was overwritten or deleted.</param>
    public static ManagementPolicyRuleArgs Rule(string name, BlobContainer[] containers, int? days) => new()
    {
        Name = name,
        Enabled = true,
        Type = RuleType.Lifecycle,
        Definition = new ManagementPolicyDefinitionArgs
        {
            Filters = new ManagementPolicyFilterArgs
            {
                BlobTypes = { "blockBlob" },
                PrefixMatch = containers.Select(c => c.Name.Apply(n => n + "/")).ToArray()
            },
            Actions = new ManagementPolicyActionArgs
            {
                BaseBlob = days is { } most ? new ManagementPolicyBaseBlobArgs
                {
                    Delete = new DateAfterModificationArgs { DaysAfterModificationGreaterThan = most }
                } : (Input<ManagementPolicyBaseBlobArgs>?)null,
                Version = new ManagementPolicyVersionArgs { Delete = new DateAfterCreationArgs { DaysAfterCreationGreaterThan = 1 } },
                Snapshot = new ManagementPolicySnapShotArgs { Delete = new DateAfterCreationArgs { DaysAfterCreationGreaterThan = 1 } },
            },
        },
    };
}
