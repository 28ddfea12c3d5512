using Pulumi;
using Pulumi.AzureNative.ApplicationInsights;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using Pulumi.AzureNative.OperationalInsights;
using Pulumi.AzureNative.OperationalInsights.Inputs;
using ServerlessGuard.Infra.Telemetry;
using Insights = Pulumi.AzureNative.ApplicationInsights;
using LogTableResource = Pulumi.AzureNative.OperationalInsights.Table;

namespace ServerlessGuard.Infra.Components;

/// <summary>The log workspace with our tables, the way in for our rows, and Application Insights; no keys anywhere.</summary>
internal sealed class Observability : ComponentResource
{
    // Log Analytics keeps at most twelve years.
    private const int LongestRetention = 4383;
    private readonly GuardContext _context;

    public Observability(string name, GuardContext context, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Observability", name, options)
    {
        _context = context;
        Workspace = AddWorkspace();
        Tables = LogTables.Ours.ToDictionary(t => t.Name, t => (Resource)AddTable(t));
        Component = AddComponent();
        Endpoint = AddEndpoint();
        Rule = AddRule(Tables.Values);
        if (context.Settings.IsPrivate)
            PrivateScope = AddPrivateScope();
        RegisterOutputs();
    }

    public Workspace Workspace { get; }

    public Component Component { get; }

    public DataCollectionEndpoint Endpoint { get; }

    public DataCollectionRule Rule { get; }

    /// <summary>A query that names one is refused before it exists.</summary>
    public IReadOnlyDictionary<string, Resource> Tables { get; }

    public PrivateLinkScope? PrivateScope { get; }

    /// <summary>Each after the one before: the scope takes one at a time. The endpoint of the scope comes after the last.</summary>
    public List<PrivateLinkScopedResource> Scoped { get; } = [];

    private string PublicAccess => _context.Settings.IsPrivate ? "Disabled" : "Enabled";

    private Workspace AddWorkspace() => new("logs", new WorkspaceArgs
    {
        WorkspaceName = _context.Names.Of("log"),
        ResourceGroupName = _context.GroupName,
        Location = _context.Location,
        Tags = _context.Tags,
        Sku = new WorkspaceSkuArgs { Name = WorkspaceSkuNameEnum.PerGB2018 },
        RetentionInDays = 365,
        Features = new WorkspaceFeaturesArgs { DisableLocalAuth = true, EnableLogAccessUsingOnlyResourcePermissions = true },
        PublicNetworkAccessForIngestion = PublicAccess,
        PublicNetworkAccessForQuery = PublicAccess,
    }, _context.Under(this, precious: true));

    private LogTableResource AddTable(LogTable table)
    {
        var kept = table.IsProof ? _context.Settings.Policy.LongestProof : _context.Settings.Policy.LongestContent;
        return new LogTableResource($"table-{table.Name}", new TableArgs
        {
            TableName = table.Name,
            WorkspaceName = Workspace.Name,
            ResourceGroupName = _context.GroupName,
            Plan = TablePlanEnum.Analytics,
            RetentionInDays = 365,
            TotalRetentionInDays = Math.Clamp(kept, 365, LongestRetention),
            Schema = new SchemaArgs
            {
                Name = table.Name,
                Description = table.Description,
                Columns = (List<ColumnArgs>)[.. table.Columns.Select(c => new ColumnArgs { Name = c.Name, Type = c.Type })],
            },
        }, _context.Under(this, with: Workspace));
    }

    private Component AddComponent() => new("insights", new ComponentArgs
    {
        ResourceName = _context.Names.Of("appi"),
        ResourceGroupName = _context.GroupName,
        Location = _context.Location,
        Tags = _context.Tags,
        Kind = "web",
        ApplicationType = Insights.ApplicationType.Web,
        IngestionMode = Insights.IngestionMode.LogAnalytics,
        WorkspaceResourceId = Workspace.Id,
        DisableLocalAuth = true,
        DisableIpMasking = false,
        PublicNetworkAccessForIngestion = PublicAccess,
        PublicNetworkAccessForQuery = PublicAccess,
    }, _context.Under(this));

    private DataCollectionEndpoint AddEndpoint() => new("telemetry-endpoint", new DataCollectionEndpointArgs
    {
        DataCollectionEndpointName = _context.Names.Of("dce"),
        ResourceGroupName = _context.GroupName,
        Location = _context.Location,
        Tags = _context.Tags,
        NetworkAcls = new DataCollectionEndpointNetworkAclsArgs { PublicNetworkAccess = PublicAccess },
    }, _context.Under(this));

    private DataCollectionRule AddRule(IEnumerable<Resource> tables) => new("telemetry", new DataCollectionRuleArgs
    {
        DataCollectionRuleName = _context.Names.Of("dcr"),
        ResourceGroupName = _context.GroupName,
        Location = _context.Location,
        Tags = _context.Tags,
        DataCollectionEndpointId = Endpoint.Id,
        StreamDeclarations = LogTables.Ours.ToDictionary(
            t => "Custom-" + t.Name,
            t => new StreamDeclarationArgs
            {
                Columns = (List<ColumnDefinitionArgs>)[.. t.Columns.Select(
                c => new ColumnDefinitionArgs { Name = c.Name, Type = c.Type.ToLowerInvariant() })]
            }),
        Destinations = new DataCollectionRuleDestinationsArgs
        {
            LogAnalytics = { new LogAnalyticsDestinationArgs { Name = "logs", WorkspaceResourceId = Workspace.Id } }
        },
        DataFlows = (List<DataFlowArgs>)
        [
            .. LogTables.Ours.Select(t => new DataFlowArgs
            {
                Streams = new Union<string, KnownDataFlowStreams>[] { "Custom-" + t.Name },
                Destinations = { "logs" },
                OutputStream = "Custom-" + t.Name,
                TransformKql = "source",
            }),
        ],
    }, _context.Under(this, after: tables));

    private PrivateLinkScope AddPrivateScope()
    {
        var scope = new PrivateLinkScope("private-telemetry", new PrivateLinkScopeArgs
        {
            ScopeName = _context.Names.Of("ampls"),
            ResourceGroupName = _context.GroupName,
            Location = "global",
            Tags = _context.Tags,
            AccessModeSettings = new AccessModeSettingsArgs
            {
                IngestionAccessMode = AccessMode.PrivateOnly,
                QueryAccessMode = AccessMode.PrivateOnly
            },
        }, _context.Under(this));
        foreach (var (name, id) in new[] { ("logs", Workspace.Id), ("insights", Component.Id), ("endpoint", Endpoint.Id) })
            Scoped.Add(new PrivateLinkScopedResource($"private-telemetry-{name}", new PrivateLinkScopedResourceArgs
            {
                Name = name,
                ScopeName = scope.Name,
                ResourceGroupName = _context.GroupName,
                LinkedResourceId = id,
            }, _context.Under(this, after: Scoped.TakeLast(1))));
        return scope;
    }
}
