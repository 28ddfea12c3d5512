using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using Dns = Pulumi.AzureNative.PrivateDns;
using Inputs = Pulumi.AzureNative.Network.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>The virtual network: one subnet for the apps, and in private mode one for endpoints with the zones that name them.</summary>
internal sealed class Network : ComponentResource
{
    private readonly GuardContext _context;
    private readonly VirtualNetwork _network;
    private readonly Dictionary<string, Dns.PrivateZone> _zones = [];

    public Network(string name, GuardContext context, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Network", name, options)
    {
        _context = context;
        _network = new VirtualNetwork("network", new Pulumi.AzureNative.Network.VirtualNetworkArgs
        {
            VirtualNetworkName = context.Names.Of("vnet"),
            ResourceGroupName = context.GroupName,
            Location = context.Location,
            Tags = context.Tags,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = { context.Settings.AddressSpace } },
        }, _context.Under(this));
        var group = Guarded();
        RulesId = group.Id;
        var apps = AppsSubnet(group);
        Apps = apps.Id;
        if (context.Settings.IsPrivate)
        {
            Endpoints = EndpointsSubnet(group, apps).Id;
            foreach (var zone in context.Settings.ZonesGroup.Length > 0 ? [] : PrivateZones.All)
                AddZone(zone);
        }

        RegisterOutputs();
    }

    public Output<string> Apps { get; }

    /// <summary>Null in locked-public mode.</summary>
    public Output<string>? Endpoints { get; }

    public Output<string> Id => _network.Id;

    public Output<string> RulesId { get; }

    /// <summary>The id of a private zone, ours or one that exists.</summary>
    public Output<string> Zone(string name) => _zones.TryGetValue(name, out var zone)
        ? zone.Id
        : Output.Create($"{_context.Settings.ZonesGroup}/providers/Microsoft.Network/privateDnsZones/{name}");

    /// <summary>Azure's services that the apps reach: in private mode only those that have no private endpoint.</summary>
    private string[] OutboundTags => _context.Settings.IsPrivate
        ? ["AzureActiveDirectory", "AzureResourceManager"]
        : [
            "AzureActiveDirectory", "AzureResourceManager", "AzureMonitor", "Storage", "AzureKeyVault", "AzureEventGrid",
            "CognitiveServicesManagement", "AzureMachineLearning"
        ];

    private NetworkSecurityGroup Guarded() => new("network-rules", new Pulumi.AzureNative.Network.NetworkSecurityGroupArgs
    {
        NetworkSecurityGroupName = _context.Names.Of("nsg"),
        ResourceGroupName = _context.GroupName,
        Location = _context.Location,
        Tags = _context.Tags,
        SecurityRules = (List<Inputs.SecurityRuleArgs>)
        [
            Rule("internet-in", 4000, SecurityRuleDirection.Inbound, SecurityRuleAccess.Deny, "Internet", "*"),
            .. OutboundTags.Select(
                (tag, i) => Rule($"{tag}-out", 100 + i, SecurityRuleDirection.Outbound, SecurityRuleAccess.Allow, "VirtualNetwork", tag)),
            .. _context.Settings.WitnessRanges.Select((range, i) => Rule(
                $"witness-{i}-out", 200 + i, SecurityRuleDirection.Outbound, SecurityRuleAccess.Allow, "VirtualNetwork", range, "443")),
            // Redacted data must not leave by another route.
            Rule("internet-out", 4000, SecurityRuleDirection.Outbound, SecurityRuleAccess.Deny, "*", "Internet"),
        ],
    }, _context.Under(this));

    private static Inputs.SecurityRuleArgs Rule(
        string name, int priority, SecurityRuleDirection direction, SecurityRuleAccess access, string from, string to,
        string port = "*") => new()
        {
            Name = name,
            Priority = priority,
            Direction = direction,
            Access = access,
            Protocol = SecurityRuleProtocol.Asterisk,
            SourceAddressPrefix = from,
            SourcePortRange = "*",
            DestinationAddressPrefix = to,
            DestinationPortRange = port,
        };

    private Subnet AppsSubnet(NetworkSecurityGroup group) => new("subnet-apps", new Pulumi.AzureNative.Network.SubnetArgs
    {
        SubnetName = "apps",
        VirtualNetworkName = _network.Name,
        ResourceGroupName = _context.GroupName,
        AddressPrefix = Part(2, 23),
        DefaultOutboundAccess = false,
        NetworkSecurityGroup = new Inputs.NetworkSecurityGroupArgs { Id = group.Id },
        Delegations = { new DelegationArgs { Name = "flex", ServiceName = "Microsoft.App/environments" } },
        ServiceEndpoints = _context.Settings.IsPrivate
            ? new InputList<ServiceEndpointPropertiesFormatArgs>()
            : (ServiceEndpointPropertiesFormatArgs[])
            [
                new() { Service = "Microsoft.Storage" }, new() { Service = "Microsoft.KeyVault" },
                new() { Service = "Microsoft.CognitiveServices" },
            ],
    }, _context.Under(this));

    // Azure changes one subnet of a network at a time.
    private Subnet EndpointsSubnet(NetworkSecurityGroup group, Subnet after) =>
        new("subnet-endpoints", new Pulumi.AzureNative.Network.SubnetArgs
        {
            SubnetName = "endpoints",
            VirtualNetworkName = _network.Name,
            ResourceGroupName = _context.GroupName,
            AddressPrefix = Part(0, 24),
            DefaultOutboundAccess = false,
            NetworkSecurityGroup = new Inputs.NetworkSecurityGroupArgs { Id = group.Id },
            PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.Enabled,
        }, _context.Under(this, after: [after]));

    private string Part(int third, int length)
    {
        var octets = _context.Settings.AddressSpace.Split('/')[0].Split('.');
        return $"{octets[0]}.{octets[1]}.{int.Parse(octets[2], System.Globalization.CultureInfo.InvariantCulture) + third}.0/{length}";
    }

    private void AddZone(string zone)
    {
        var made = new Dns.PrivateZone($"zone-{zone}", new Dns.PrivateZoneArgs
        {
            PrivateZoneName = zone,
            ResourceGroupName = _context.GroupName,
            Location = "global",
            Tags = _context.Tags,
        }, _context.Under(this));
        Link($"zone-link-{zone}", "guard", made, _network.Id);
        foreach (var (network, i) in _context.Settings.LinkedNetworks.Select((n, i) => (n, i)))
            Link($"zone-link-{zone}-{i}", $"guard-{i}", made, network);
        _zones[zone] = made;
    }

    private void Link(string name, string link, Dns.PrivateZone made, Input<string> network) =>
        _ = new Dns.VirtualNetworkLink(name, new Dns.VirtualNetworkLinkArgs
        {
            VirtualNetworkLinkName = link,
            PrivateZoneName = made.Name,
            ResourceGroupName = _context.GroupName,
            Location = "global",
            Tags = _context.Tags,
            RegistrationEnabled = false,
            VirtualNetwork = new Dns.Inputs.SubResourceArgs { Id = network },
        }, _context.Under(this));
}
