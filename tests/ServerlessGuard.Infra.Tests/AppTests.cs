using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>The function apps, one a duty.</summary>
public sealed class AppTests
{
    private static readonly Regex SettingName = new("^[A-Za-z0-9_.]+$", RegexOptions.NonBacktracking);

    [Fact]
    public async Task EveryApp_RunsOneDuty_WithItsOwnIdentityAndItsOwnStorage()
    {
        var graph = await Graph.OfAsync();
        var duties = Example.Settings("dev").Duties;

        graph.Of("web:WebApp").Count().ShouldBe(duties.Apps.Count);
        foreach (var duty in duties.Apps)
        {
            var app = graph.Of("web:WebApp").Single(a => a.Name == $"app-{duty.Id}");
            var settings = app.List("siteConfig.appSettings")
                .Cast<IReadOnlyDictionary<string, object>>()
                .ToDictionary(s => (string)s["name"], s => (string)s["value"]);
            settings["Guard__Duty"].ShouldBe(duty.Id);
            // App Service on Linux refuses the whole app for one name outside these.
            settings.Keys.ShouldAllBe(k => SettingName.IsMatch(k));
            settings.ShouldContainKey("Guard__Topic");
            settings.ContainsKey("Guard__Resources").ShouldBe(duty.Functions.Contains("access_review"));
            settings["AzureWebJobsStorage__accountName"].ShouldBe(
                graph.Of("storage:StorageAccount").Single(s => s.Name == $"runtime-{duty.Id}").Text("accountName"));
            app.List("identity.userAssignedIdentities")
                .ShouldBe([graph.Of("managedidentity:UserAssignedIdentity").Single(i => i.Name == $"identity-{duty.Id}").Id!]);
            settings.Where(s => s.Key.EndsWith(".Disabled", StringComparison.Ordinal)).Select(s => s.Key.Split('.')[1])
                .ShouldBe(duties.Functions.Except(duty.Functions), ignoreOrder: true);
        }
    }

    /// <summary>
    /// Flex Consumption refuses a site for one property too many, in some regions (error 51021). These are what it takes, as far as
    /// others have seen; an app that needs another must be tried first.
    /// </summary>
    [Theory]
    [InlineData("private")]
    [InlineData("locked-public")]
    public async Task EveryApp_SaysNothing_ThatFlexConsumptionRefuses(string network)
    {
        foreach (var app in (await Graph.OfAsync(("network", network))).Of("web:WebApp"))
        {
            ((IReadOnlyDictionary<string, object>)app.At("siteConfig")!).Keys.Except(
            [
                "appSettings", "healthCheckPath", "http20Enabled", "minTlsVersion", "scmMinTlsVersion", "remoteDebuggingEnabled",
                "webSocketsEnabled",
                "ipSecurityRestrictions", "ipSecurityRestrictionsDefaultAction", "scmIpSecurityRestrictionsDefaultAction",
                "scmIpSecurityRestrictionsUseMain",
            ]).ShouldBeEmpty();
            app.Inputs.Keys.Intersect(["reserved", "isXenon", "hyperV", "containerSize", "endToEndEncryptionEnabled"]).ShouldBeEmpty();
        }
    }

    /// <summary>Where the platform sends more than the host lets run, requests wait in one instance instead of starting another.</summary>
    [Fact]
    public async Task EveryApp_IsSentAsManyRequestsAtOnce_AsItsHostLetsRun()
    {
        var host = JsonElement.Parse(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "host.json"), TestContext.Current.CancellationToken));
        var running = host.GetProperty("extensions").GetProperty("http").GetProperty("maxConcurrentRequests").GetInt32();

        foreach (var app in (await Graph.OfAsync()).Of("web:WebApp"))
        {
            Convert.ToInt32(
                app.At("functionAppConfig.scaleAndConcurrency.triggers.http.perInstanceConcurrency"), CultureInfo.InvariantCulture)
                .ShouldBe(running, app.Name);
        }
    }

    [Fact]
    public async Task TheAccessReview_IsTold_OfEverythingThatGuards()
    {
        var graph = await Graph.OfAsync();
        var settings = graph.Of("web:WebApp")
            .Single(static a => a.Name == "app-auditor")
            .List("siteConfig.appSettings")
            .Cast<IReadOnlyDictionary<string, object>>()
            .ToDictionary(static s => (string)s["name"], static s => (string)s["value"]);
        var names = settings["Guard__Resources"].Split(';').Select(static id => string.Join('/', id.Split('/')[^2..])).ToList();

        names.ShouldBe(
        [
            .. graph.Of("keyvault:Vault").Select(static v => "vaults/" + v.Text("vaultName")),
            .. graph.Of("storage:StorageAccount").Select(static s => "storageAccounts/" + s.Text("accountName")),
            .. graph.Of("web:WebApp").Select(static a => "sites/" + a.Text("name")),
        ], ignoreOrder: true);
    }
}
