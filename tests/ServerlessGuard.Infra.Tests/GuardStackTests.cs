using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

public sealed class GuardStackTests
{
    [Fact]
    public async Task Defines_OneIdentityPerApp()
    {
        var graph = await Graph.OfAsync();

        graph.Of("managedidentity:UserAssignedIdentity").Select(i => i.Name).Where(n => n != "identity-pipeline")
            .ShouldBe(Example.Settings("dev").Duties.Apps.Select(d => "identity-" + d.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Defines_AVaultThatCannotBePurged()
    {
        var vault = (await Graph.OfAsync()).Of("keyvault:Vault").Single();

        vault.At("properties.enablePurgeProtection").ShouldBe(true);
        vault.At("properties.enableRbacAuthorization").ShouldBe(true);
        vault.At("properties.softDeleteRetentionInDays").ShouldBe(90.0);
    }

    [Fact]
    public async Task Outputs_SayWhatToDoNext_AndThatNobodyHearsTheAlerts()
    {
        var heard = (await Graph.OfAsync()).Outputs;
        var unheard = (await Graph.OfAsync(("alertEmails", null))).Outputs;

        heard.Keys.ShouldBe(
            ["resourceGroup", "gatewayUrl", "consoleUrl", "logUrl", "apps", "vault", "storage", "logs", "topics", "pipelineClientId", "next"],
            ignoreOrder: true);
        ((string)heard["next"]!).ShouldStartWith("Bring the code with infra/up");
        ((string)unheard["next"]!).ShouldStartWith("Nobody hears the alerts: pulumi config set serverlessguard:alertEmails");
    }

    /// <summary>An application's events carry their topic by Event Grid's word, and the apps are told whose topic that is.</summary>
    [Fact]
    public async Task AReportingTopic_SaysItselfWhoseItIs()
    {
        var graph = await Graph.OfAsync();

        var topic = graph.Of("eventgrid:Topic").Single(static t => t.Name == "topic-app-intake");
        topic.At("inputSchema").ShouldBe("EventGridSchema");
        graph.Of("eventgrid:TopicEventSubscription")
            .Single(static s => s.Name == "topic-app-intake-outputs")
            .At("eventDeliverySchema")
            .ShouldBe("EventGridSchema");
        graph.Of("eventgrid:TopicEventSubscription")
            .Where(static s => s.Name.StartsWith("topic-guard", StringComparison.Ordinal))
            .ShouldAllBe(static s => "CloudEventSchemaV1_0".Equals(s.At("eventDeliverySchema")));
        var reviewer = graph.Of("web:WebApp").Single(static a => a.Name == "app-reviewer");
        reviewer.List("siteConfig.appSettings").Cast<IReadOnlyDictionary<string, object>>()
            .Single(static s => (string)s["name"] == "Guard__Reporters")["value"].ShouldBe($"intake={topic.Id}");
    }

    /// <summary>Drills call the gateway as any caller does: who drills is told where it is.</summary>
    [Fact]
    public async Task WhoDrills_KnowsTheGateway()
    {
        foreach (var app in (await Graph.OfAsync()).Of("web:WebApp"))
        {
            var settings = app.List("siteConfig.appSettings")
                .Cast<IReadOnlyDictionary<string, object>>()
                .ToDictionary(static s => (string)s["name"], static s => s["value"]);
            settings.ContainsKey("Guard__Gateway").ShouldBe(app.Name is "app-deployer" or "app-rotator", app.Name);
        }
    }

    [Fact]
    public async Task OnlyTheAuditor_IsToldOfTheWitness()
    {
        foreach (var app in (await Graph.OfAsync()).Of("web:WebApp"))
        {
            var names = app.List("siteConfig.appSettings")
                .Cast<IReadOnlyDictionary<string, object>>()
                .Select(static s => (string)s["name"])
                .ToList();
            names.Count(static n => n is "Guard__Witness__Url" or "Guard__Witness__Key")
                .ShouldBe(app.Name == "app-auditor" ? 2 : 0, app.Name);
        }
    }

    [Theory]
    [InlineData("witness", null)]
    [InlineData("witnessKey", null)]
    [InlineData("witness", "http://witness.example.org/")]
    [InlineData("witnessKey", "no key")]
    public void AWitnessWithoutItsKey_OrOneThatIsNone_IsRefused(string setting, string? value) =>
        Should.Throw<SettingsException>(() => Example.Settings("dev", (setting, value))).Message.ShouldContain("witness");
}
