using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Evidence;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Evidence;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Evidence;

public sealed class EvidenceEndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnAuditor_GetsTheNewestPack_MadeWhenThereIsNone()
    {
        await using var host = await StartAsync();
        var auditor = await host.KeyAsync("ada", "auditor");
        using var first = await AskAsync(host, HttpMethod.Get, auditor);
        first.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var answer = await host.SendAsync(HttpMethod.Get, first.Headers.Location!.OriginalString, auditor);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Who can change the model?");
        host.Audit.Entries.Count(static e => e is { Kind: AuditKinds.EvidenceWritten, Actor: "key:ada" }).ShouldBe(1);

        using var again = await AskAsync(host, HttpMethod.Get, auditor);
        host.Audit.Entries.Count(static e => e.Kind == AuditKinds.EvidenceWritten).ShouldBe(1, "the one that is there is served");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var asked = await AskAsync(host, HttpMethod.Post, auditor);
        host.Audit.Entries.Count(static e => e.Kind == AuditKinds.EvidenceWritten).ShouldBe(2);
    }

    [Fact]
    public async Task EveryFile_IsServed_AsTheManifestListsIt()
    {
        await using var host = await StartAsync();
        var auditor = await host.KeyAsync("ada", "auditor");
        using (await host.SendAsync(HttpMethod.Post, "/guard/evidence", auditor))
        {
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in new[]
        {
            PackNames.Manifest,
            PackNames.Report,
            PackNames.Oscal,
            PackNames.Plan,
            PackNames.Catalog,
            PackNames.Evidence,
            PackNames.Controls,
            PackNames.LogKey,
            PackNames.ReadMe
        })
        {
            using var answer = await host.SendAsync(HttpMethod.Get, "/guard/evidence/" + name, auditor);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, name);
            files[name] = await answer.Content.ReadAsByteArrayAsync(Cancel);
        }

        new PackVerifier(null, "guard test").Verify(files).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../newest")]
    [InlineData("%2e%2e/newest")]
    [InlineData("..%2fnewest")]
    [InlineData("entries")]
    [InlineData("more.txt")]
    [InlineData("con")]
    [InlineData("")]
    public async Task NothingElse_IsServed(string path)
    {
        await using var host = await StartAsync();
        var auditor = await host.KeyAsync("ada", "auditor");
        using (await host.SendAsync(HttpMethod.Post, "/guard/evidence", auditor))
        {
        }

        using var answer = await host.SendAsync(HttpMethod.Get, "/guard/evidence/" + path, auditor);
        ((int)answer.StatusCode).ShouldBeInRange(400, 404);
    }

    [Fact]
    public async Task AStatement_StandsAlone_UnderTheDigestOfItsBytes()
    {
        var blobs = new InMemoryBlobStore();
        byte[] envelope = [.. "{}"u8];
        var digest = PackManifest.Digest(envelope);
        foreach (var (part, content) in new[] { (".json", envelope), (".entry", [1]), (".tlog-proof", [2]) })
        {
            await blobs.PutAsync($"evidence/statements/{digest}{part}", new MemoryStream(content), Cancel);
        }

        await using var host = await StartAsync(blobs: blobs);
        var auditor = await host.KeyAsync("ada", "auditor");
        foreach (var (path, type, content) in new[]
        {
            (digest, "application/vnd.dsse.envelope.v1+json", envelope), (digest + "/entry", "application/json", [1]),
            (digest + "/proof", "text/plain", [2]), ("", "application/json", Encoding.UTF8.GetBytes($$"""{"statements":["{{digest}}"]}""")),
        })
        {
            using var answer = await host.SendAsync(HttpMethod.Get, "/guard/statements" + (path.Length == 0 ? "" : "/" + path), auditor);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(content);
        }

        foreach (var path in new[] { new('0', 64), digest.ToUpperInvariant(), digest + "/more", "..%2fnewest", digest[..63] + "/entry", "x/y/z" })
        {
            using var answer = await host.SendAsync(HttpMethod.Get, "/guard/statements/" + path, auditor);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task OthersThanAuditors_GetNothing()
    {
        await using var host = await StartAsync();
        foreach (var path in new[] { "/guard/evidence", "/guard/evidence/report.html", "/guard/statements" })
        {
            foreach (var other in new[]
            {
                await host.KeyAsync("claims" + path.Length),
                await host.KeyAsync("rita" + path.Length, "reviewer"),
                await host.KeyAsync("adam" + path.Length, "admin")
            })
            {
                using var refused = await host.SendAsync(HttpMethod.Get, path, other);
                refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            }

            using var anonymous = await host.SendAsync(HttpMethod.Get, path);
            anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        host.Audit.Entries.ShouldNotContain(static e => e.Kind == AuditKinds.EvidenceWritten);
    }

    [Fact]
    public async Task BrokenControls_AreNotServedAsIfTheyHeld()
    {
        await using var host = await StartAsync(controls: "no/such/controls.yaml");
        using var answer = await host.SendAsync(HttpMethod.Get, "/guard/evidence", await host.KeyAsync("ada", "auditor"));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("no/such");
    }

    /// <summary>Without following: a client does not take its key along.</summary>
    private static async Task<HttpResponseMessage> AskAsync(GuardHost host, HttpMethod method, string key)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Client.BaseAddress };
        using var request = new HttpRequestMessage(method, "/guard/evidence") { Headers = { Authorization = new("Bearer", key) } };
        return await client.SendAsync(request, Cancel);
    }

    private static async Task<GuardHost> StartAsync(string? controls = null, InMemoryBlobStore? blobs = null)
    {
        blobs ??= new InMemoryBlobStore();
        return await GuardHost.StartAsync(services: services =>
        {
            services.AddSingleton<IBlobStore>(blobs);
            services.AddSingleton<ILogSource>(new BlobLogSource(new LogStores(blobs, blobs)));
            services.AddSingleton<ICaseOpener>(new RecordingCases());
            services.AddRotation();
            services.AddEvidence(
                new EvidenceOptions { CreatedBy = "guard test", ControlsFile = controls ?? Path.Combine(Repository.Root, "policies", "controls.yaml") });
            services.AddGuardEvidence();
        });
    }
}
