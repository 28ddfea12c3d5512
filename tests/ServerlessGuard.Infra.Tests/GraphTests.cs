using System.Collections;
using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

public sealed class GraphTests
{
    // What has resource logs or metrics to export. The others have none, or (Application Insights) write to the workspace by themselves.
    private static readonly HashSet<string> Diagnosable =
    [
        "keyvault:Vault", "storage:StorageAccount", "operationalinsights:Workspace", "monitor:DataCollectionRule", "eventgrid:SystemTopic",
        "eventgrid:Topic",
        "web:AppServicePlan", "web:WebApp", "network:VirtualNetwork", "network:NetworkSecurityGroup", "cognitiveservices:Account",
    ];

    private static readonly Regex LooksSecret = new(
        "AccountKey=|SharedAccessKey|sig=|InstrumentationKey=|-----BEGIN|[A-Za-z0-9+]{40,}={0,2}$", RegexOptions.NonBacktracking);

    [Theory]
    [InlineData("private")]
    [InlineData("locked-public")]
    public async Task EveryResource_ThatCanHaveTags_HasOurs(string network)
    {
        var graph = await Graph.OfAsync(("network", network));
        var tagged = graph.Resources.Where(r => Manifest.Resource(r.Type)
            .GetProperty("inputs")
            .EnumerateArray()
            .Any(i => i.GetProperty("w").GetString() == "tags")).ToList();

        tagged.Count.ShouldBeGreaterThan(30);
        tagged.Where(r => r.Text("tags.system") != "serverlessguard" || r.Text("tags.stack") != "dev").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("private")]
    [InlineData("locked-public")]
    public async Task EveryResource_ThatHasLogs_SendsThemToTheWorkspace_AndSoDoesEveryGuardedModel(string network)
    {
        var graph = await Graph.OfAsync(("network", network));
        var workspace = graph.Of("operationalinsights:Workspace").Single().Id;
        var settings = graph.Of("monitor:DiagnosticSetting").ToList();

        settings.ShouldAllBe(d => d.Text("workspaceId") == workspace && d.List("logs").Count + d.List("metrics").Count > 0);
        var watched = settings.Select(d => d.Text("resourceUri")).ToHashSet();
        graph.Resources.Where(r => Diagnosable.Contains(r.Short) && !watched.Contains(r.Id)).ShouldBeEmpty();
        Example.Settings("dev").Models.Where(m => !watched.Contains(m.Id)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "false")]
    [InlineData("locked-public", "true")]
    public async Task EverySubscription_DeliversAndDeadLettersByIdentity(string network, string push)
    {
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push));
        var data = graph.Of("storage:StorageAccount").Single(a => a.Name == "data").Id;
        var subscriptions = Subscriptions(graph).Where(s => !IsOfGlobalTopic(graph, s)).ToList();

        subscriptions.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var subscription in subscriptions)
        {
            subscription.Text("deadLetterWithResourceIdentity.identity.type").ShouldBe("SystemAssigned");
            subscription.Text("deadLetterWithResourceIdentity.deadLetterDestination.resourceId").ShouldBe(data);
            subscription.Text("deadLetterWithResourceIdentity.deadLetterDestination.blobContainerName").ShouldBe("deadletters");
            subscription.At("retryPolicy.maxDeliveryAttempts").ShouldBe(30.0);
            subscription.Text("deliveryWithResourceIdentity.identity.type").ShouldBe(push == "true" ? null : "SystemAssigned");
            subscription.Text("deliveryWithResourceIdentity.destination.endpointType").ShouldBe(push == "true" ? null : "StorageQueue");
            subscription.Text("destination.endpointType").ShouldBe(push == "true" ? "WebHook" : null);
            subscription.Text("destination.azureActiveDirectoryApplicationIdOrUri")
                .ShouldBe(push == "true" ? Example.Values()["audience"] : null);
        }
    }

    /// <summary>
    /// Azure refuses an identity on a global topic; what needs one is left out, and what remains posts with an Entra token.
    /// </summary>
    [Theory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "false")]
    [InlineData("locked-public", "true")]
    public async Task GlobalTopics_HaveNoIdentity_AndExistOnlyWhereAppsArePostedTo(string network, string push)
    {
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push));
        var topics = graph.Of("eventgrid:SystemTopic").Where(t => t.Text("location") == "global").ToList();

        topics.Count.ShouldBe(push == "true" ? Groups(graph).Count : 0);
        topics.ShouldAllBe(t => t.At("identity") == null);
        foreach (var subscription in Subscriptions(graph).Where(s => IsOfGlobalTopic(graph, s)))
        {
            subscription.At("deliveryWithResourceIdentity").ShouldBeNull();
            subscription.At("deadLetterWithResourceIdentity").ShouldBeNull();
            subscription.Text("destination.azureActiveDirectoryTenantId").ShouldBe(Example.Settings("dev").Tenant);
            subscription.At("retryPolicy.maxDeliveryAttempts").ShouldBe(30.0);
        }
    }

    /// <summary>Where no topic watches a group, people still hear of what changes there.</summary>
    [Theory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "true")]
    public async Task ActivityOfEveryGuardedGroup_RaisesAlerts(string network, string push)
    {
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push));
        var alerts = graph.Of("monitor:ActivityLogAlert").ToList();

        foreach (var group in Groups(graph))
        {
            var operations = alerts.Where(a => a.List("scopes").Contains(group))
                .SelectMany(a => a.List("condition.allOf").Cast<IReadOnlyDictionary<string, object>>())
                .SelectMany(c => c.TryGetValue("anyOf", out var any) ? ((IEnumerable)any).Cast<IReadOnlyDictionary<string, object>>() : [])
                .Select(c => (string)c["equals"]).ToList();
            operations.ShouldContain("Microsoft.CognitiveServices/accounts/deployments/write");
            operations.ShouldContain("Microsoft.Authorization/roleAssignments/write");
            operations.ShouldContain("Microsoft.Insights/diagnosticSettings/delete");
        }

        alerts.ShouldAllBe(a => a.List("actions.actionGroups").Count == 1);
    }

    [Fact]
    public async Task EveryQueueOfADelivery_Exists_WithItsPoisonQueue()
    {
        var graph = await Graph.OfAsync();
        var queues = graph.Of("storage:Queue").Select(q => q.Text("queueName")).ToHashSet();

        foreach (var subscription in graph.Resources.Where(r => r.Short.EndsWith("EventSubscription", StringComparison.Ordinal)))
        {
            var queue = subscription.Text("deliveryWithResourceIdentity.destination.queueName");
            queues.ShouldContain(queue);
            queues.ShouldContain($"{queue}-poison");
        }
    }

    [Fact]
    public async Task InPrivateMode_NothingIsPublic()
    {
        var graph = await Graph.OfAsync();

        graph.Of("network:PublicIPAddress").ShouldBeEmpty();
        foreach (var resource in graph.Resources)
            foreach (var (path, value) in Leaves(resource))
                if (path.Contains("publicNetworkAccess", StringComparison.OrdinalIgnoreCase))
                    string.Equals((string)value, "Disabled", StringComparison.OrdinalIgnoreCase)
                        .ShouldBeTrue($"{resource} {path} is {value}");
        ((string[])[
            "keyvault:Vault", "storage:StorageAccount", "web:WebApp", "eventgrid:Topic", "cognitiveservices:Account",
            "operationalinsights:Workspace", "applicationinsights:Component", "monitor:DataCollectionEndpoint"
        ])
            .ShouldAllBe(type => graph.Of(type)
                .All(r => Leaves(r).Any(l => l.Path.Contains("publicNetworkAccess", StringComparison.OrdinalIgnoreCase))));
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

    [Fact]
    public async Task InLockedPublicMode_DoorsAreClosedButForNamedRanges()
    {
        var graph = await Graph.OfAsync(("network", "locked-public"), ("allowedRanges", "203.0.113.0/24"));

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
            .ShouldBe(tags.Split(',').Select(t => "Outbound " + t));
        rules.Where(r => (string)r["access"] == "Deny").Select(r => (string)r["direction"]).ShouldBe(["Inbound", "Outbound"]);
        graph.Of("network:Subnet")
            .ShouldAllBe(s => s.Text("networkSecurityGroup.id") != null && false.Equals(s.At("defaultOutboundAccess")));
    }

    /// <summary>With versioning a deleted blob is not gone: without a rule, expired content would be kept, and paid for, forever.</summary>
    [Fact]
    public async Task WhatWasDeletedOrOverwritten_Goes_WhereverNothingIsWriteOnce()
    {
        var graph = await Graph.OfAsync();
        var rules = graph.Of("storage:ManagementPolicy")
            .Single(p => p.Name == "lifecycle")
            .List("policy.rules")
            .Cast<IReadOnlyDictionary<string, object>>()
            .Select(r => new RecordedResource(
                "rule", (string)r["name"], null, (System.Collections.Immutable.ImmutableDictionary<string, object>)r))
            .ToList();
        var worm = graph.Of("storage:BlobContainerImmutabilityPolicy").Select(p => p.Text("containerName")).ToHashSet();
        var containers = graph.Of("storage:BlobContainer")
            .Where(c => c.Text("accountName") == graph.Of("storage:StorageAccount").Single(a => a.Name == "data").Text("accountName"))
            .Select(c => c.Text("containerName")!)
            .ToList();

        rules.ShouldAllBe(r => r.List("definition.filters.prefixMatch").Count <= 10
            && r.At("definition.actions.version.delete.daysAfterCreationGreaterThan") is double);
        rules.SelectMany(r => r.List("definition.filters.prefixMatch"))
            .Cast<string>()
            .Select(p => p.TrimEnd('/'))
            .Distinct()
            .ShouldBe(containers.Where(c => !worm.Contains(c)), ignoreOrder: true);
        rules.Where(r => r.At("definition.actions.baseBlob") is not null)
            .Select(r => r.Name)
            .ShouldBe(["quarantine", "inbox", "deadletters", "messages-long"], ignoreOrder: true);
        graph.Of("storage:ManagementPolicy")
            .Select(p => p.Text("accountName"))
            .ShouldBe(graph.Of("storage:StorageAccount").Select(a => a.Text("accountName")), ignoreOrder: true);
    }

    [Fact]
    public async Task ZoneRedundancy_ReachesPlansAndData()
    {
        var graph = await Graph.OfAsync(("zoneRedundant", "true"), ("alwaysReady", "true"));

        graph.Of("web:AppServicePlan").ShouldAllBe(p => true.Equals(p.At("zoneRedundant")));
        graph.Of("storage:StorageAccount").ShouldAllBe(a => a.Text("sku.name") == "Standard_GZRS");
        graph.Of("web:WebApp")
            .Where(a => a.List("functionAppConfig.scaleAndConcurrency.alwaysReady").Count > 0)
            .Select(a => a.Name)
            .ShouldBe(["app-gateway"]);
    }

    [Theory]
    [InlineData("private")]
    [InlineData("locked-public")]
    public async Task NoInput_HoldsASecret(string network)
    {
        foreach (var resource in (await Graph.OfAsync(("network", network))).Resources)
            foreach (var (path, value) in Leaves(resource))
                // A witness's verifier key is public.
                if (value is string text
                    && !path.EndsWith("serializedData", StringComparison.Ordinal)
                    && text != Example.Settings("dev").WitnessKey)
                    LooksSecret.IsMatch(text).ShouldBeFalse($"{resource} {path}");
        (await Graph.OfAsync(("network", network))).Of("keyvault:Secret")
            .ShouldAllBe(s => s.Text("properties.value") == "not set yet" && false.Equals(s.At("properties.attributes.enabled")));
    }

    [Fact]
    public async Task TwoStacks_InOneSubscription_ShareNoResource()
    {
        var dev = await Graph.RunAsync(Example.Settings("dev"));
        var prod = await Graph.RunAsync(Example.Settings("development"));
        var ids = dev.Resources.Select(r => r.Id).ToList();

        ids.ShouldAllBe(id => id != null);
        ids.ShouldBeUnique();
        ids.Intersect(prod.Resources.Select(r => r.Id)).ShouldBeEmpty();
        var names = dev.Of("authorization:RoleDefinition").Select(r => r.Text("roleName")).ToList();
        names.ShouldBeUnique();
        names.Intersect(prod.Of("authorization:RoleDefinition").Select(r => r.Text("roleName"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("AB_cd.12-34")]
    [InlineData("abcdefghijklmnopqrst")]
    public async Task EveryName_KeepsAzuresLimits_ForShortAndLongStacks(string stack)
    {
        var graph = await Graph.RunAsync(Example.Settings(stack));

        foreach (var resource in graph.Resources)
            if (NameLimits.Of(resource.Short) is { } limit)
                resource.Id!.Split('/')[^1].ShouldMatch(limit, $"{resource}");
    }

    [Fact]
    public async Task EveryName_KeepsAzuresLimits_HoweverGuardedResourcesAreNamed()
    {
        var group = new string('g', 80) + "_(x).y";
        var models =
            $"/subscriptions/{ArmId.Subscription}/resourceGroups/{group}/providers/Microsoft.CognitiveServices/accounts/{new string('a', 64)},"
                + $"/subscriptions/{ArmId.Subscription}/resourceGroups/{group}2/providers/Microsoft.MachineLearningServices/workspaces/same,"
                + $"/subscriptions/{ArmId.Subscription}/resourceGroups/{group}3/providers/Microsoft.MachineLearningServices/workspaces/same";
        var graph = await Graph.RunAsync(Example.Settings("production-west", ("models", models)));

        graph.Resources.Select(r => r.Id).ShouldBeUnique();
        foreach (var resource in graph.Resources)
            if (NameLimits.Of(resource.Short) is { } limit)
                resource.Id!.Split('/')[^1].ShouldMatch(limit, $"{resource}");
    }

    [Fact]
    public async Task Preview_NeedsNothingThatIsKnownOnlyAfterwards()
    {
        var settings = Example.Settings("dev");

        var (resources, _) = await Graph.AloneAsync(() => Pulumi.Deployment.TestAsync(
            new SilentMocks(), new Pulumi.Testing.TestOptions { ProjectName = "serverlessguard", StackName = "dev", IsPreview = true },
            () => GuardStack.Define(settings)));

        resources.Length.ShouldBeGreaterThan((await Graph.OfAsync()).Resources.Count);
    }

    [Fact]
    public async Task GuardedResources_AreNeverRegistered_OnlyWatched()
    {
        var graph = await Graph.OfAsync();
        var models = Example.Settings("dev").Models.Select(m => m.Id).ToHashSet();

        graph.Resources.Where(r => models.Contains(r.Id!)).ShouldBeEmpty();
        graph.Resources.Where(r => models.Any(m => r.Id!.StartsWith(m + "/", StringComparison.Ordinal)))
            .Select(r => r.Short).Distinct().ShouldBe(["authorization:RoleAssignment", "monitor:DiagnosticSetting"], ignoreOrder: true);
    }

    [Fact]
    public async Task Outputs_SayWhereToGo()
    {
        var outputs = (await Graph.OfAsync()).Outputs;

        outputs.Keys.ShouldBe(
            ["resourceGroup", "gatewayUrl", "consoleUrl", "logUrl", "apps", "vault", "storage", "logs", "topics", "next"]);
    }

    [Fact]
    public async Task Locks_AreOnWhatMustNotBeLost_AndCanBeTakenOff()
    {
        (await Graph.OfAsync()).Of("authorization:ManagementLockByScope").Select(l => l.Text("scope")!.Split('/')[^2])
            .ShouldBe(["vaults", "storageAccounts", "workspaces"], ignoreOrder: true);
        (await Graph.OfAsync(("lock", "false"))).Of("authorization:ManagementLockByScope").ShouldBeEmpty();
    }

    private static IEnumerable<RecordedResource> Subscriptions(Graph graph) =>
        graph.Resources.Where(r => r.Short.EndsWith("EventSubscription", StringComparison.Ordinal));

    private static bool IsOfGlobalTopic(Graph graph, RecordedResource subscription) =>
        graph.Of("eventgrid:SystemTopic").Any(
            t => t.Text("location") == "global" && t.Id!.EndsWith("/" + subscription.Text("systemTopicName"), StringComparison.Ordinal));

    /// <summary>The groups that hold a guarded model.</summary>
    private static List<string> Groups(Graph graph) =>
        [.. Example.Settings("dev").Models
            .Select(m => m.GroupId)
            .Concat(graph.Of("cognitiveservices:Account").Select(a => a.Id![..a.Id!.IndexOf("/providers/", StringComparison.Ordinal)]))
            .Distinct()];

    private static IEnumerable<(string Path, object Value)> Leaves(RecordedResource resource) => Leaves("", resource.Inputs);

    private static IEnumerable<(string Path, object Value)> Leaves(string path, object value) => value switch
    {
        IReadOnlyDictionary<string, object> map => map.SelectMany(m => Leaves($"{path}.{m.Key}", m.Value)),
        IEnumerable list and not string => list.Cast<object>().SelectMany(i => Leaves(path + "[]", i)),
        _ => [(path, value)],
    };
}
