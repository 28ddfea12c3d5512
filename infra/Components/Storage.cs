using Pulumi;
using Pulumi.AzureNative.Storage;

namespace ServerlessGuard.Infra.Components;

/// <summary>The data account: what policies/duties.yaml grants on, write-once where proofs lie, cleaned up by tier.</summary>
internal sealed class Storage : ComponentResource
{
    /// <summary>Content that no sweep destroys, and for how many days it is kept.</summary>
    private static readonly (string Container, int Days)[] Kept =
        [("quarantine", 90), ("inbox", 30), ("deadletters", 30), ("messages-long", 30)];

    private readonly GuardContext _context;

    public Storage(string name, GuardContext context, Input<string>? appsSubnet, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Storage", name, options)
    {
        _context = context;
        Locked = LockedStorage.Create(
            "data", "data", Replication(context.Settings), appsSubnet, context,
            context.Under(this, precious: true, kept: true));
        var table = context.Settings.Duties;
        foreach (var container in table.Scopes("container"))
            Containers[container] = AddContainer(container);
        foreach (var queue in table.Scopes("queue"))
            Queues[queue] = new Queue($"queue-{queue}", new Pulumi.AzureNative.Storage.QueueArgs
            {
                QueueName = queue,
                AccountName = Account.Name,
                ResourceGroupName = context.GroupName
            }, Child());
        foreach (var entities in table.Scopes("table"))
            Tables[entities] = new Table(
                $"table-{entities}",
                new TableArgs { TableName = entities, AccountName = Account.Name, ResourceGroupName = context.GroupName },
                Child());
        AddLifecycle();
        RegisterOutputs();
    }

    public LockedAccount Locked { get; }

    public StorageAccount Account => Locked.Account;

    public Dictionary<string, BlobContainer> Containers { get; } = [];

    public Dictionary<string, Queue> Queues { get; } = [];

    public Dictionary<string, Table> Tables { get; } = [];

    /// <summary>Logs, full tiles and sized checkpoints are written once; nobody, the deployer included, can take them back.</summary>
    public static bool IsWriteOnce(string container) =>
        container.StartsWith("log-", StringComparison.Ordinal) || container is "tiles";

    private static SkuName Replication(GuardSettings settings) => (settings.GeoRedundant, settings.ZoneRedundant) switch
    {
        (true, true) => SkuName.Standard_GZRS,
        (true, false) => SkuName.Standard_GRS,
        (false, true) => SkuName.Standard_ZRS,
        _ => SkuName.Standard_LRS,
    };

    private BlobContainer AddContainer(string container)
    {
        var made = new BlobContainer($"container-{container}", new BlobContainerArgs
        {
            ContainerName = container,
            AccountName = Account.Name,
            ResourceGroupName = _context.GroupName,
            PublicAccess = PublicAccess.None,
        }, Child(precious: true));
        if (!IsWriteOnce(container))
            return made;
        _ = new BlobContainerImmutabilityPolicy($"worm-{container}", new BlobContainerImmutabilityPolicyArgs
        {
            ContainerName = made.Name,
            AccountName = Account.Name,
            ResourceGroupName = _context.GroupName,
            ImmutabilityPolicyName = "default",
            ImmutabilityPeriodSinceCreationInDays = _context.Settings.Policy.LongestProof,
            // A log is an append blob: it grows under the policy, and what it holds never changes.
            AllowProtectedAppendWrites = container.StartsWith("log-", StringComparison.Ordinal),
        }, Child());
        return made;
    }

    /// <summary>The options of a resource that goes with the account, and stays where it stays.</summary>
    private CustomResourceOptions Child(bool precious = false) => _context.Under(this, with: Account, precious: precious, kept: true);

    /// <summary>
    /// Current content has no rule: the auditor's sweep destroys it when its time is over, and a rule would not know of a legal
    /// hold. Overwritten or deleted content lives on as a version, so versions have a rule, except where a container is write-once.
    /// </summary>
    private void AddLifecycle() => Lifecycle.Add("lifecycle", Account, _context,
    [
        .. Kept.Where(k => Containers.ContainsKey(k.Container))
            .Select(k => Lifecycle.Rule(k.Container, [Containers[k.Container]], k.Days)),
        .. Containers.Where(c => !IsWriteOnce(c.Key)).Select(c => c.Value).Chunk(Lifecycle.MostPrefixes)
            .Select((chunk, i) => Lifecycle.Rule($"versions-{i}", chunk, days: null)),
    ], Child());
}
