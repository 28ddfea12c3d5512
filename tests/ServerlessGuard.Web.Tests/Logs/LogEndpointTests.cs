using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Logs;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Logs;

public sealed class LogEndpointTests
{
    [Fact]
    public async Task Serves_TheFilesOfALog_ToAuditorsOnly()
    {
        await using var host = await StartAsync();
        var auditor = await host.KeyAsync("ada", "auditor");
        foreach (var (path, type, content) in new[]
        {
            ("checkpoint", "text/plain", "note"), ("checkpoints/5", "text/plain", "old"),
            ("tile/0/000.p/5", "application/octet-stream", "tile"), ("tile/entries/x001/000", "application/octet-stream", "bundle"),
        })
        {
            using var answer = await host.SendAsync(HttpMethod.Get, "/guard/log/" + path, auditor);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(content);
        }

        foreach (var other in new[]
        {
            await host.KeyAsync("claims"),
            await host.KeyAsync("rita", "reviewer"),
            await host.KeyAsync("adam", "admin")
        })
        {
            using var refused = await host.SendAsync(HttpMethod.Get, "/guard/log/checkpoint", other);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var anonymous = await host.SendAsync(HttpMethod.Get, "/guard/log/checkpoint");
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("checkpoints/05")]
    [InlineData("checkpoints/6")]
    [InlineData("checkpoints/")]
    [InlineData("tile/0/001")]
    [InlineData("tile/0/000.p/05")]
    [InlineData("secret")]
    [InlineData("tile/../secret")]
    [InlineData("tile/%2e%2e/secret")]
    [InlineData("..%2fsequencer/positions/5")]
    [InlineData("")]
    public async Task Serves_NothingElse(string path)
    {
        await using var host = await StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, "/guard/log/" + path, await host.KeyAsync("ada", "auditor"));
        ((int)answer.StatusCode).ShouldBeInRange(400, 404);
    }

    [Fact]
    public async Task Takes_NoWrites()
    {
        await using var host = await StartAsync();
        var auditor = await host.KeyAsync("ada", "auditor");
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete })
        {
            using var answer = await host.SendAsync(method, "/guard/log/checkpoint", auditor);
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }

    private static async Task<GuardHost> StartAsync()
    {
        var blobs = new InMemoryBlobStore();
        foreach (var (name, content) in new[]
        {
            ("log/checkpoint", "note"), ("log/checkpoints/5", "old"), ("log/tile/0/000.p/5", "tile"),
            ("log/tile/entries/x001/000", "bundle"), ("log/secret", "s"), ("secret", "s"), ("sequencer/positions/5", "s"),
        })
        {
            await blobs.PutAsync(
                name, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), TestContext.Current.CancellationToken);
        }

        return await GuardHost.StartAsync(services: services =>
        {
            services.AddSingleton<ILogSource>(new BlobLogSource(new LogStores(blobs, blobs)));
            services.AddGuardLogs();
        });
    }
}
