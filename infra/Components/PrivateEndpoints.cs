using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>One private endpoint per service and its names in the private zones.</summary>
internal sealed class PrivateEndpoints : ComponentResource
{
    private readonly GuardContext _context;
    private readonly Network _network;

    /// <param name="targets">The endpoint's name, the resource, the group, and whether the resource is ours.</param>
    public PrivateEndpoints(
        string name, GuardContext context, Network network, IEnumerable<(string Name, Output<string> Id, string Group, bool Ours)> targets,
        ComponentResourceOptions? options = null)
        : base("serverlessguard:index:PrivateEndpoints", name, options)
    {
        (_context, _network) = (context, network);
        foreach (var (target, id, group, ours) in targets)
            Add($"{target}-{group}", id, group, ours);
        RegisterOutputs();
    }

    private void Add(string name, Output<string> id, string group, bool ours)
    {
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
        }, new CustomResourceOptions { Parent = this });
        _ = new PrivateDnsZoneGroup($"endpoint-names-{name}", new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = _context.GroupName,
            PrivateDnsZoneConfigs = (List<PrivateDnsZoneConfigArgs>)
            [
                .. PrivateZones.Of(group)
                    .Select(z => new PrivateDnsZoneConfigArgs { Name = z.Replace('.', '-'), PrivateDnsZoneId = _network.Zone(z).Id }),
            ],
        }, new CustomResourceOptions { Parent = this });
    }
}
