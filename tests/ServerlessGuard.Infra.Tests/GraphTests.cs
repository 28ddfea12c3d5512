using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>Tags, logs, life cycles, secrets and locks of every resource that the program registers.</summary>
public sealed class GraphTests
{
    // The types with resource logs or metrics. The others have none, or (Application Insights) write to the workspace by themselves.
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
        graph.Of("storage:StorageAccount")
            .ShouldAllBe(a => a.Text("sku.name") == (a.Name == "data" ? "Standard_GZRS" : "Standard_ZRS"));
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
        // A witness's verifier key is public.
        var witness = Example.Settings("dev").WitnessKey;
        foreach (var resource in (await Graph.OfAsync(("network", network))).Resources)
            foreach (var (path, value) in resource.Leaves())
                if (value is string text && !path.EndsWith("serializedData", StringComparison.Ordinal) && text != witness)
                    LooksSecret.IsMatch(text).ShouldBeFalse($"{resource} {path}");
        (await Graph.OfAsync(("network", network))).Of("keyvault:Secret")
            .ShouldAllBe(s => s.Text("properties.value") == "not set yet" && false.Equals(s.At("properties.attributes.enabled")));
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
            ["resourceGroup", "gatewayUrl", "consoleUrl", "logUrl", "apps", "vault", "storage", "logs", "topics", "pipelineClientId", "next"]);
    }

    [Fact]
    public async Task Locks_AreOnWhatMustNotBeLost_AndCanBeTakenOff()
    {
        (await Graph.OfAsync()).Of("authorization:ManagementLockByScope").Select(l => l.Text("scope")!.Split('/')[^2])
            .ShouldBe(["vaults", "storageAccounts", "workspaces"], ignoreOrder: true);
        (await Graph.OfAsync(("lock", "false"))).Of("authorization:ManagementLockByScope").ShouldBeEmpty();
    }
}
