using ServerlessGuard.Infra.Duties;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>The profile for the first hour: small, cheap, and a stack that grows into the full one without losing anything.</summary>
public sealed class StarterTests
{
    /// <summary>As the first hour has it: one account to guard, nobody else's applications, no witness.</summary>
    internal static readonly (string Key, string? Value)[] FirstHour =
    [
        ("reportingApplications", null), ("newAccount", null), ("witness", null), ("witnessKey", null), ("witnessRanges", null),
        ("budget", null), ("budgetStart", null), ("pipelineSubjects", null), ("models", Example.List(Example.Settings("dev").Models[0].Id)),
    ];

    private static readonly string[] Fixed =
        ["location", "kind", "isHnsEnabled", "encryption.requireInfrastructureEncryption", "properties.tenantId", "properties.kty"];

    private static Task<Graph> StarterAsync() => Graph.OfAsync([("profile", "starter"), .. FirstHour]);

    [Fact]
    public async Task IsSmall()
    {
        var graph = await StarterAsync();

        graph.Resources.Count.ShouldBeLessThanOrEqualTo(110);
        graph.Of("web:WebApp").Single().Name.ShouldBe("app-guard");
        graph.Of("managedidentity:UserAssignedIdentity").Count().ShouldBe(1);
        graph.Of("storage:StorageAccount").Single().Text("sku.name").ShouldBe("Standard_LRS");
        graph.Of("authorization:RoleDefinition").ShouldBeEmpty();
        graph.Of("authorization:ManagementLockByScope").ShouldBeEmpty();
        graph.Of("network:PrivateEndpoint").ShouldBeEmpty();
    }

    [Fact]
    public async Task OneApp_DoesEveryDuty_WithSlowerTimers()
    {
        var app = (await StarterAsync()).Of("web:WebApp").Single();
        var settings = app.List("siteConfig.appSettings").Cast<IReadOnlyDictionary<string, object>>()
            .ToDictionary(s => (string)s["name"], s => (string)s["value"]);

        settings["Guard__Duty"].ShouldBe("all");
        settings.Keys.ShouldNotContain(k => k.EndsWith(".Disabled", StringComparison.Ordinal));
        settings["AzureWebJobsStorage__accountName"].ShouldBe(settings["Guard__Storage"]);
        // The app composes itself: it takes events from the queue of its first duty that has one.
        var first = Example.Settings("dev").Duties.Apps.First(d => d.Functions.Contains("events_queue"));
        settings["GuardEventsQueue"].ShouldBe($"events-{first.Id}");
        settings["Guard__Gateway"].ShouldBe($"https://{app.Text("name")}.azurewebsites.net/");
        settings["Guard__Resources"].Split(';').ShouldContain(app.Id!);
        foreach (var (timer, schedule) in Example.Settings("dev").Duties.Schedules)
            settings[$"GuardSchedule{timer}"].ShouldBe(Schedules.Slower(schedule));
        settings.Where(s => s.Key.StartsWith("GuardSchedule", StringComparison.Ordinal)).Select(s => s.Value)
            .ShouldAllBe(s => s == "0 */5 * * * *" || s.EndsWith(" * * *", StringComparison.Ordinal) && !s.Contains('/'));
    }

    /// <summary>Every grant of duties.yaml is covered by a role of Azure's on what it lies in, and its one identity has no other.</summary>
    [Fact]
    public async Task EveryGrant_HasARole_OnItsAccountOrVault()
    {
        var graph = await StarterAsync();
        var data = graph.Of("storage:StorageAccount").Single().Id;
        var vault = graph.Of("keyvault:Vault").Single().Id;
        var scopes = graph.Of("authorization:RoleAssignment").Where(a => a.Text("principalId") == "principal-identity-guard")
            .Select(a => a.Text("scope")!).ToList();

        scopes.Count(s => s == data).ShouldBe(3);
        scopes.Count(s => s == vault).ShouldBe(2);
        scopes.ShouldContain(Example.Settings("dev").Models[0].Id);
        scopes.ShouldContain(graph.Of("resources:ResourceGroup").Single().Id);
        scopes.ShouldContain(graph.Of("eventgrid:Topic").Single().Id);
        scopes.ShouldContain(graph.Of("operationalinsights:Workspace").Single().Id);
        scopes.ShouldContain(graph.Of("monitor:DataCollectionRule").Single().Id);
        scopes.ShouldContain(graph.Of("applicationinsights:Component").Single().Id);
    }

    /// <summary>
    /// The engine knows a resource by its type and name, and Azure by its id: what holds data keeps all three, and every input that cannot
    /// change in place.
    /// </summary>
    [Theory]
    [InlineData("private")]
    [InlineData("locked-public")]
    public async Task BecomesAFullStack_AndLosesNothing(string network)
    {
        string[] holding =
        [
            "resources:ResourceGroup", "storage:StorageAccount", "storage:BlobContainer", "storage:Queue", "storage:Table",
            "storage:BlobContainerImmutabilityPolicy", "keyvault:Vault", "keyvault:Key", "operationalinsights:Workspace",
            "operationalinsights:Table", "applicationinsights:Component",
        ];
        var starter = await StarterAsync();
        var full = (await Graph.OfAsync([("network", network), .. FirstHour])).Resources.ToDictionary(r => r.Key);

        foreach (var held in starter.Resources.Where(r => holding.Contains(r.Short) && r.Name != "runtime-guard-packages"))
        {
            full.ShouldContainKey(held.Key);
            var grown = full[held.Key];
            grown.Id.ShouldBe(held.Id);
            foreach (var fixedInput in Fixed)
                grown.At(fixedInput).ShouldBe(held.At(fixedInput), $"{held} {fixedInput}");
        }
    }
}
