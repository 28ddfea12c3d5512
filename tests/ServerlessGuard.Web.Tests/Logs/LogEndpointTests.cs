using System.IO.Compression;
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

    /// <summary>Tiles and published checkpoints never change; entries compress, hashes do not.</summary>
    [Theory]
    [InlineData("checkpoint", false, false)]
    [InlineData("checkpoints/5", true, false)]
    [InlineData("tile/0/001", true, false)]
    [InlineData("tile/entries/002", true, true)]
    public async Task Serves_ImmutableFiles_Compressed_WhereThatHelps(string path, bool immutable, bool compressed)
    {
        await using var host = await StartAsync(("log/tile/0/001", new string('h', 8192)), ("log/tile/entries/002", new string('e', 8192)));
        var key = await host.KeyAsync("ada", "auditor");
        var plain = await GetAsync(host, path, key, "gzip;q=0, br");
        plain.Coding.ShouldBeEmpty();
        var packed = await GetAsync(host, path, key, "br;q=1.0, gzip;q=0.8");
        packed.Coding.ShouldBe(compressed ? ["gzip"] : []);
        using var unpacked = new MemoryStream();
        await using (var stream = compressed
            ? new GZipStream(new MemoryStream(packed.Body), CompressionMode.Decompress)
            : (Stream)new MemoryStream(packed.Body))
        {
            await stream.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        }

        unpacked.ToArray().ShouldBe(plain.Body);
        packed.Caching.ShouldBe(immutable ? "max-age=31536000, private, immutable" : "no-store");
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

    private static async Task<(byte[] Body, ICollection<string> Coding, string Caching)> GetAsync(
        GuardHost host, string path, string key, string accepted)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None })
        { BaseAddress = host.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/guard/log/" + path) { Headers = { Authorization = new("Bearer", key) } };
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), answer.Content.Headers.ContentEncoding,
            answer.Headers.CacheControl!.ToString());
    }

    private static async Task<GuardHost> StartAsync(params (string Name, string Content)[] more)
    {
        var blobs = new InMemoryBlobStore();
        foreach (var (name, content) in more.Concat(new[]
        {
            ("log/checkpoint", "note"), ("log/checkpoints/5", "old"), ("log/tile/0/000.p/5", "tile"),
            ("log/tile/entries/x001/000", "bundle"), ("log/secret", "s"), ("secret", "s"), ("sequencer/positions/5", "s"),
        }))
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
