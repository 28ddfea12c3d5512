using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>Nothing is reachable from outside but what the network mode names.</summary>
public sealed class NetworkGraphTests
{
    [Fact]
    public async Task InPrivateMode_NothingIsPublic()
    {
        var graph = await Graph.OfAsync();

        graph.Of("network:PublicIPAddress").ShouldBeEmpty();
        foreach (var resource in graph.Resources)
            foreach (var (path, value) in resource.Leaves())
                if (path.Contains("publicNetworkAccess", StringComparison.OrdinalIgnoreCase))
                    string.Equals((string)value, "Disabled", StringComparison.OrdinalIgnoreCase)
                        .ShouldBeTrue($"{resource} {path} is {value}");
        ((string[])[
            "keyvault:Vault", "storage:StorageAccount", "web:WebApp", "eventgrid:Topic", "cognitiveservices:Account",
            "operationalinsights:Workspace", "applicationinsights:Component", "monitor:DataCollectionEndpoint"
        ])
            .ShouldAllBe(type => graph.Of(type)
                .All(r => r.Leaves().Any(l => l.Path.Contains("publicNetworkAccess", StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public async Task InPrivateMode_EveryServiceHasItsEndpoint_AndTheOwnersOfGuardedModelsAreAsked()
    {
        var graph = await Graph.OfAsync();
        var ours = graph.Of("network:PrivateEndpoint")
            .SelectMany(e => e.List("privateLinkServiceConnections"))
            .Cast<IReadOnlyDictionary<string, object>>()
            .Select(c => c["privateLinkServiceId"])
            .ToHashSet();
        var asked = graph.Of("network:PrivateEndpoint")
            .SelectMany(e => e.List("manualPrivateLinkServiceConnections"))
            .Cast<IReadOnlyDictionary<string, object>>()
            .Select(c => (string)c["privateLinkServiceId"]);

        ((string[])[
            "keyvault:Vault", "storage:StorageAccount", "web:WebApp", "eventgrid:Topic", "cognitiveservices:Account",
            "monitor:PrivateLinkScope"
        ])
            .SelectMany(graph.Of).Where(r => !ours.Contains(r.Id!)).ShouldBeEmpty();
        asked.ShouldBe(Example.Settings("dev").Models.Select(m => m.Id), ignoreOrder: true);
        graph.Of("network:PrivateDnsZoneGroup").ShouldAllBe(g => g.List("privateDnsZoneConfigs").Count > 0);
    }

    /// <summary>Zones that exist are used and not made; networks that are named may look ours up.</summary>
    [Fact]
    public async Task PrivateNames_AreInZonesOfOurs_OrInThoseThatExist()
    {
        const string Hub = $"/subscriptions/{ArmId.Subscription}/resourceGroups/hub";
        const string Linked = Hub + "/providers/Microsoft.Network/virtualNetworks/hub";
        var existing = await Graph.OfAsync(("zonesGroup", Hub));
        var linked = await Graph.OfAsync(("linkedNetworks", Example.List(Linked)));

        existing.Of("privatedns:PrivateZone").ShouldBeEmpty();
        existing.Of("network:PrivateDnsZoneGroup").SelectMany(g => g.List("privateDnsZoneConfigs"))
            .Cast<IReadOnlyDictionary<string, object>>()
            .ShouldAllBe(c => ((string)c["privateDnsZoneId"]).StartsWith(Hub + "/", StringComparison.Ordinal));
        linked.Of("privatedns:VirtualNetworkLink").Count(l => l.Text("virtualNetwork.id") == Linked)
            .ShouldBe(linked.Of("privatedns:PrivateZone").Count());
        Needs.Missing(linked).ShouldBeEmpty();
        Needs.Missing(existing).ShouldBeEmpty();
    }

    [Fact]
    public async Task InLockedPublicMode_DoorsAreClosedButForNamedRanges()
    {
        var graph = await Graph.OfAsync(("network", "locked-public"), ("allowedRanges", Example.List("203.0.113.0/24")));

        graph.Of("web:WebApp").ShouldAllBe(a => a.Text("siteConfig.ipSecurityRestrictionsDefaultAction") == "Deny"
            && a.List("siteConfig.ipSecurityRestrictions").Count == 1);
        graph.Of("storage:StorageAccount")
            .ShouldAllBe(a => a.Text("networkRuleSet.defaultAction") == "Deny" && a.List("networkRuleSet.virtualNetworkRules").Count == 1);
        graph.Of("keyvault:Vault").ShouldAllBe(a => a.Text("properties.networkAcls.defaultAction") == "Deny");
        graph.Of("network:PrivateEndpoint").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("private", "AzureActiveDirectory,AzureResourceManager")]
    [InlineData(
        "locked-public",
        "AzureActiveDirectory,AzureResourceManager,AzureMonitor,Storage,AzureKeyVault,AzureEventGrid,CognitiveServicesManagement,AzureMachineLearning")]
    public async Task Network_LetsNobodyIn_AndTheAppsOutToNamedServicesOnly(string network, string tags)
    {
        var graph = await Graph.OfAsync(("network", network));
        var rules = graph.Of("network:NetworkSecurityGroup")
            .Single()
            .List("securityRules")
            .Cast<IReadOnlyDictionary<string, object>>()
            .ToList();

        rules.Where(r => (string)r["access"] == "Allow")
            .Select(r => $"{r["direction"]} {r["destinationAddressPrefix"]}")
            .ShouldBe([.. tags.Split(',').Select(t => "Outbound " + t), "Outbound 198.51.100.7/32"]);
        rules.Where(r => (string)r["access"] == "Deny").Select(r => (string)r["direction"]).ShouldBe(["Inbound", "Outbound"]);
        graph.Of("network:Subnet")
            .ShouldAllBe(s => s.Text("networkSecurityGroup.id") != null && false.Equals(s.At("defaultOutboundAccess")));
    }
}
