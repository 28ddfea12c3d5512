using Pulumi;
using Pulumi.AzureNative.Storage;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// One storage account per app for the Functions runtime alone: it needs broad rights there, and nothing else may lie there. Its
/// content can be made anew, so no other region has a copy.
/// </summary>
internal sealed class RuntimeStorage : ComponentResource
{
    private readonly Dictionary<string, LockedAccount> _accounts = [];

    /// <param name="shared">The account of the starter's one app, which holds the data too; null makes one per app.</param>
    public RuntimeStorage(
        string name, GuardContext context, Input<string> appsSubnet, LockedAccount? shared, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:RuntimeStorage", name, options)
    {
        foreach (var duty in context.Settings.Duties.Apps)
        {
            var locked = shared ?? LockedStorage.Create(
                $"runtime-{duty.Id}", duty.Id, context.Settings.ZoneRedundant ? SkuName.Standard_ZRS : SkuName.Standard_LRS, appsSubnet,
                context, context.Under(this));
            var account = locked.Account;
            Packages[duty.Id] = new BlobContainer($"runtime-{duty.Id}-packages", new BlobContainerArgs
            {
                ContainerName = "packages",
                AccountName = account.Name,
                ResourceGroupName = context.GroupName,
                PublicAccess = PublicAccess.None,
            }, context.Under(this, with: account));
            _accounts[duty.Id] = locked;
            if (shared is not null)
                continue;
            // The runtime writes each timer's state again and again.
            Lifecycle.Add(
                $"runtime-{duty.Id}-lifecycle", account, context, [Lifecycle.Rule("versions", [], days: null)],
                context.Under(this, with: account));
        }

        RegisterOutputs();
    }

    public IReadOnlyDictionary<string, LockedAccount> Accounts => _accounts;

    /// <summary>The container of each app's code.</summary>
    public Dictionary<string, BlobContainer> Packages { get; } = [];
}
