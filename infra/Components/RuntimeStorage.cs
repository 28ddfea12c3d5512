using Pulumi;
using Pulumi.AzureNative.Storage;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// One storage account per app for the Functions runtime alone: it needs broad rights there, and nothing else may lie there.
/// </summary>
internal sealed class RuntimeStorage : ComponentResource
{
    public const string Packages = "packages";
    private readonly Dictionary<string, StorageAccount> _accounts = [];

    public RuntimeStorage(string name, GuardContext context, Input<string> appsSubnet, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:RuntimeStorage", name, options)
    {
        foreach (var duty in context.Settings.Duties.Apps)
        {
            var account = LockedStorage.Create(
                $"runtime-{duty.Id}", duty.Id, context.Settings.ZoneRedundant, appsSubnet, context,
                new CustomResourceOptions { Parent = this });
            _ = new BlobContainer($"runtime-{duty.Id}-packages", new BlobContainerArgs
            {
                ContainerName = Packages,
                AccountName = account.Name,
                ResourceGroupName = context.GroupName,
                PublicAccess = PublicAccess.None,
            }, new CustomResourceOptions { Parent = this });
            // The runtime writes each timer's state again and again.
            Lifecycle.Add(
                $"runtime-{duty.Id}-lifecycle", account, context, [Lifecycle.Rule("versions", [], days: null)],
                new CustomResourceOptions { Parent = this });
            _accounts[duty.Id] = account;
        }

        RegisterOutputs();
    }

    public IReadOnlyDictionary<string, StorageAccount> Accounts => _accounts;
}
