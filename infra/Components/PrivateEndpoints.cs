using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>A resource that is reached by private endpoint, and its service.</summary>
/// <param name="Ours">We approve the connection; else the resource's owner does.</param>
internal sealed record EndpointTarget(string Name, Output<string> Id, string Group, bool Ours)
{
    /// <summary>The resources that must be there before the endpoint, beside its own.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}

/// <summary>One private endpoint per service and its names in the private zones.</summary>
internal sealed class PrivateEndpoints : ComponentResource
{
    private readonly GuardContext _context;
    private readonly Network _network;
    private readonly Dictionary<string, PrivateEndpoint> _last = [];

    /// <param name="targets">Each an endpoint of a resource; those of one name are made one after another, as one account asks for.</param>
    public PrivateEndpoints(
        string name, GuardContext context, Network network, IEnumerable<EndpointTarget> targets,
        ComponentResourceOptions? options = null)
        : base("serverlessguard:index:PrivateEndpoints", name, options)
    {
        (_context, _network) = (context, network);
        foreach (var target in targets)
            Add(target);
        RegisterOutputs();
    }

    private void Add(EndpointTarget target)
    {
        var (name, id, group, ours) = ($"{target.Name}-{target.Group}", target.Id, target.Group, target.Ours);
        IEnumerable<Resource> before = _last.TryGetValue(target.Name, out var last) ? [last] : [];
        var connection = new PrivateLinkServiceConnectionArgs { Name = name, PrivateLinkServiceId = id, GroupIds = { group } };
        var endpoint = new PrivateEndpoint($"endpoint-{name}", new PrivateEndpointArgs
        {
            PrivateEndpointName = _context.Names.Of("pe", name),
            CustomNetworkInterfaceName = _context.Names.Of("nic", name),
            ResourceGroupName = _context.GroupName,
            Location = _context.Location,
            Tags = _context.Tags,
            Subnet = new Pulumi.AzureNative.Network.Inputs.SubnetArgs { Id = _network.Endpoints! },
            PrivateLinkServiceConnections = ours ? connection : new InputList<PrivateLinkServiceConnectionArgs>(),
            // We do not change what we do not own: the owner of a guarded resource approves the connection.
            ManualPrivateLinkServiceConnections = ours
                ? new InputList<PrivateLinkServiceConnectionArgs>()
                : new PrivateLinkServiceConnectionArgs
                {
                    Name = name,
                    PrivateLinkServiceId = id,
                    GroupIds = { group },
                    RequestMessage = "ServerlessGuard's gateway"
                },
        }, _context.Under(this, after: [.. before, .. target.After]));
        _last[target.Name] = endpoint;
        _ = new PrivateDnsZoneGroup($"endpoint-names-{name}", new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = _context.GroupName,
            PrivateDnsZoneConfigs = (List<PrivateDnsZoneConfigArgs>)
            [
                .. PrivateZones.Of(group)
                    .Select(z => new PrivateDnsZoneConfigArgs { Name = z.Replace('.', '-'), PrivateDnsZoneId = _network.Zone(z) }),
            ],
        }, _context.Under(this, with: endpoint));
    }
}
