using Pulumi;
using Pulumi.AzureNative.Storage;

namespace ServerlessGuard.Infra.Components;

/// <summary>The data account: what policies/duties.yaml grants on, write-once where proofs lie, cleaned up by tier.</summary>
internal sealed class Storage : ComponentResource
{
    private readonly GuardContext _context;

    public Storage(string name, GuardContext context, Input<string>? appsSubnet, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Storage", name, options)
    {
        _context = context;
        var child = new CustomResourceOptions { Parent = this, Protect = context.Settings.Lock };
        Account = LockedStorage.Create("data", "data", context.Settings.ZoneRedundant, appsSubnet, context, child);
        var table = context.Settings.Duties;
        foreach (var container in table.Scopes("container"))
            AddContainer(container);
        foreach (var queue in table.Scopes("queue"))
            _ = new Queue($"queue-{queue}", new Pulumi.AzureNative.Storage.QueueArgs
            {
                QueueName = queue,
                AccountName = Account.Name,
                ResourceGroupName = context.GroupName
            }, new CustomResourceOptions { Parent = this });
        foreach (var entities in table.Scopes("table"))
            _ = new Table(
                $"table-{entities}",
                new TableArgs { TableName = entities, AccountName = Account.Name, ResourceGroupName = context.GroupName },
                new CustomResourceOptions { Parent = this });
        AddLifecycle();
        RegisterOutputs();
    }

    public StorageAccount Account { get; }

    /// <summary>Logs, full tiles and sized checkpoints are written once; nobody, the deployer included, can take them back.</summary>
    public static bool IsWriteOnce(string container) =>
        container.StartsWith("log-", StringComparison.Ordinal) || container is "tiles";

    private void AddContainer(string container)
    {
        var made = new BlobContainer($"container-{container}", new BlobContainerArgs
        {
            ContainerName = container,
            AccountName = Account.Name,
            ResourceGroupName = _context.GroupName,
            PublicAccess = PublicAccess.None,
        }, new CustomResourceOptions { Parent = this, Protect = _context.Settings.Lock });
        if (!IsWriteOnce(container))
            return;
        _ = new BlobContainerImmutabilityPolicy($"worm-{container}", new BlobContainerImmutabilityPolicyArgs
        {
            ContainerName = made.Name,
            AccountName = Account.Name,
            ResourceGroupName = _context.GroupName,
            ImmutabilityPolicyName = "default",
            ImmutabilityPeriodSinceCreationInDays = _context.Settings.Policy.LongestProof,
            // A log is an append blob: it grows under the policy, and what it holds never changes.
            AllowProtectedAppendWrites = container.StartsWith("log-", StringComparison.Ordinal),
        }, new CustomResourceOptions { Parent = this });
    }

    /// <summary>
    /// Current content has no rule: the auditor's sweep destroys it when its time is over, and a rule would not know of a legal
    /// hold. Overwritten or deleted content lives on as a version, so versions have a rule, except where a container is write-once.
    /// </summary>
    private void AddLifecycle() => Lifecycle.Add("lifecycle", Account, _context,
    [
        Lifecycle.Rule("quarantine", ["quarantine/"], 90),
        Lifecycle.Rule("inbox", ["inbox/"], 30),
        Lifecycle.Rule("deadletters", ["deadletters/"], 30),
        Lifecycle.Rule("messages-long", ["messages-long/"], 30),
        .. _context.Settings.Duties.Scopes("container").Where(c => !IsWriteOnce(c)).Select(c => c + "/").Chunk(Lifecycle.MostPrefixes)
            .Select((prefixes, i) => Lifecycle.Rule($"versions-{i}", prefixes, days: null)),
    ], new CustomResourceOptions { Parent = this });
}
