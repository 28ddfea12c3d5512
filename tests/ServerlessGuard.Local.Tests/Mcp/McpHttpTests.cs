using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Mcp;

/// <summary>The gateway at <c>/mcp</c>, behind the pipeline's keys, before a server at an address.</summary>
public sealed class McpHttpTests : IAsyncLifetime
{
    private const string Variable = "GUARD_TEST_WIKI_TOKEN";
    private const string Secret = "wiki-secret-1";

    private readonly TemporaryDirectory _folder = new();
    private readonly McpTestServer _wiki = new McpTestServer().Add("search", "Searches the wiki.", "found").Add("drop", "Drops all.", "gone");
    private McpHttpServer _server = null!;
    private EmbeddedHost _host = null!;
    private string _ann = "";
    private string _bob = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, Secret);
        _server = await McpHttpServer.StartAsync(_wiki, Stop);
        var policy = Path.Combine(_folder.Path, "policy.yaml");
        await File.WriteAllTextAsync(policy, """
            version: 1
            applications:
              - { id: ann, tier: standard, models: [m], callers: ["key:ann"], tools: [wiki.search] }
              - { id: bob, tier: standard, models: [m], callers: ["key:bob"], tools: [wiki.search] }
            tiers:
              standard: { stream: buffered }
            models:
              m: { platform: openai }
            tools:
              wiki.search: { effect: read }
            """, Stop);
        var config = McpConfigLoader.Load($$"""
            version: 1
            servers:
              wiki: { url: "{{_server.Url}}", credential: {{Variable}} }
              anns: { url: "{{_server.Url}}", applications: [ann] }
            """, Path.Combine(_folder.Path, "mcp.yaml"));
        config.Errors.ShouldBeEmpty();
        _host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = Path.Combine(_folder.Path, "data"),
                PolicyFile = policy,
                Urls = ["http://127.0.0.1:0"],
                Upstream = new Uri("http://127.0.0.1:9/"),
                LogFrom = LogLevel.None,
                Mcp = config.Config,
            },
            TimeProvider.System,
            Stop);
        (_ann, _bob) = (await _host.CreateKeyAsync("ann", Stop), await _host.CreateKeyAsync("bob", Stop));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Clients of the newest protocol have no sessions, older ones have; no caller's key goes to the server.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("2025-06-18")]
    public async Task Serves_ClientsOfBothHandshakes_AndPassesNoKeyOn(string? version)
    {
        await using var client = await ConnectAsync(_ann, "mcp/wiki", version);

        (await client.ListToolsAsync(cancellationToken: Stop)).Select(static one => one.Name).ShouldBe(["search"]);
        McpBed.TextOf(await client.CallToolAsync("search", cancellationToken: Stop)).ShouldBe("found");
        (await client.CallToolAsync("drop", cancellationToken: Stop)).IsError.ShouldBe(true);
        await using var all = await ConnectAsync(_ann, "mcp", version);
        (await all.ListToolsAsync(cancellationToken: Stop)).Select(static one => one.Name).ShouldBe(["wiki_search"]);

        _server.Headers.ShouldContain("Authorization: Bearer " + Secret);
        _server.Headers.ShouldAllBe(header => !header.Contains(_ann, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACaller_NeedsAKey_AndReachesItsApplicationsServersAlone()
    {
        (await PostAsync("mcp/wiki", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("mcp/wiki", "sg-ann-wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("mcp/none", _ann)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync("mcp/anns", _bob)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync("mcp/anns", _ann)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The confused deputy: whoever learns the name of another's session may not act in it.</summary>
    [Fact]
    public async Task ASession_IsItsCallersOwn()
    {
        using var opened = await PostAsync("mcp/wiki", _ann);
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();

        (await PostAsync("mcp/wiki", _bob, session, List)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await PostAsync("mcp/wiki", _ann, session, List)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private const string List = """{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{}}""";

    private const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
        """;

    private async Task<HttpResponseMessage> PostAsync(string path, string? key, string? session = null, string body = Initialize)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }

        return await http.SendAsync(request, Stop);
    }

    private async Task<McpClient> ConnectAsync(string key, string path, string? version) => await McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(_host.Address, path),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + key },
        }),
        new McpClientOptions { ProtocolVersion = version }, null, Stop);
}
