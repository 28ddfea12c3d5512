using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Web.Deployments;
using ServerlessGuard.Web.Tests.Gateway;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Deployments;

public sealed class ModelStopEndpointTests
{
    private const string Path = "/guard/models/claims-ft/stop";

    [Fact]
    public async Task StopsAndStarts_ForAdminsOnly()
    {
        await using var host = await GuardHost.StartAsync(
            services: static services => services.AddSingleton<IPolicySource, GatewayPolicies>().AddGuardDeployments());
        var admin = await host.KeyAsync("adam", "admin");
        (await StateAsync(host, HttpMethod.Get, admin)).ShouldBe((false, false));
        (await StateAsync(host, HttpMethod.Post, admin)).ShouldBe((true, true));
        (await StateAsync(host, HttpMethod.Post, admin)).ShouldBe((false, true));
        (await StateAsync(host, HttpMethod.Delete, admin)).ShouldBe((true, false));
        host.Audit.Entries.Where(static e => e.Kind == AuditKinds.ModelStopped)
            .Select(static e => (e.Actor, e.Facts["state"]))
            .ShouldBe([("key:adam", "stopped"), ("key:adam", "stopped"), ("key:adam", "started")]);

        foreach (var other in new[]
        {
            await host.KeyAsync("claims"),
            await host.KeyAsync("rita", "reviewer"),
            await host.KeyAsync("ada", "auditor")
        })
        {
            using var refused = await host.SendAsync(HttpMethod.Post, Path, other);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var unknown = await host.SendAsync(HttpMethod.Post, "/guard/models/nobody/stop", admin);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await StateAsync(host, HttpMethod.Get, admin)).ShouldBe((false, false));
    }

    private static async Task<(bool Changed, bool Stopped)> StateAsync(GuardHost host, HttpMethod method, string key)
    {
        using var answer = await host.SendAsync(method, Path, key);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (json.GetProperty("changed").GetBoolean(), json.GetProperty("stopped").GetBoolean());
    }
}
