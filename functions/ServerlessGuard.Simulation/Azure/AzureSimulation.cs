using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure.Simulation;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>
/// ARM, a Key Vault and the services' data planes on a loopback port, as the adapters meet them on the wire: tokens,
/// throttling, conflicts, long-running operations, changes that are seen late. Use <see cref="CreateHandler"/> as the
/// SDKs' transport, or <see cref="DataPlane"/> as a model's endpoint.
/// </summary>
public sealed class AzureSimulation : IAsyncDisposable
{
    public const string ArmHost = "management.azure.com";
    public const string VaultHost = "guard.vault.azure.net";

    private const int Remembered = 20_000;
    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<AzureRequest> _seen = new();
    private readonly ConcurrentQueue<(string Part, int Status, string? RetryAfter, bool Acts)> _faults = new();
    private readonly List<IArmResources> _providers;
    private readonly ConcurrentDictionary<string, SimulatedRevision> _upstreams = new(StringComparer.OrdinalIgnoreCase);

    private AzureSimulation(WebApplication app, TimeProvider clock)
    {
        (_app, _clock) = (app, clock);
        Operations = new ArmOperations(clock);
        Resources = new SimulatedResources(clock, Operations);
        Vault = new SimulatedVault(clock);
        Models = new SimulatedRevisions();
        OpenAI = new SimulatedOpenAI(Resources, Operations, Models, Events, clock);
        MachineLearning = new SimulatedMachineLearning(Resources, Operations, Models, Events, clock);
        Diagnostics = new SimulatedDiagnostics();
        _providers = [Diagnostics, OpenAI, MachineLearning];
    }

    public ArmOperations Operations { get; }

    /// <summary>Resources with keys.</summary>
    public SimulatedResources Resources { get; }

    public SimulatedVault Vault { get; }

    /// <summary>The models that can be deployed, and how each of their revisions behaves.</summary>
    public SimulatedRevisions Models { get; }

    public SimulatedOpenAI OpenAI { get; }

    public SimulatedMachineLearning MachineLearning { get; }

    public SimulatedDiagnostics Diagnostics { get; }

    /// <summary>CloudEvents that Event Grid would deliver, oldest first: one per write or delete that took effect.</summary>
    public ConcurrentQueue<JsonObject> Events { get; } = new();

    /// <summary>Called for every request that has taken effect, before it is answered.</summary>
    public Action<AzureRequest>? Answering { get; set; }

    /// <summary>Asked before a request is answered: what it gives is the answer, as where a role is missing. Null lets it pass.</summary>
    public Func<AzureRequest, AzureResponse?>? Gate { get; set; }

    /// <summary>The address of the whole simulation: the value of <c>GUARD_AZURE_SIMULATION</c>.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The last requests, oldest first.</summary>
    public IReadOnlyList<AzureRequest> Requests => [.. _seen];

    public static async Task<AzureSimulation> StartAsync(TimeProvider? clock = null, string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(address);
        var app = builder.Build();
        var simulation = new AzureSimulation(app, clock ?? TimeProvider.System);
        app.Run(simulation.AnswerAsync);
        await app.StartAsync();
        return simulation;
    }

    public HttpMessageHandler CreateHandler() => new LoopbackHandler(Address);

    /// <summary>The address of a resource's own service, for clients that take no handler.</summary>
    public Uri DataPlane(string host) => new($"{_app.Urls.First().TrimEnd('/')}/hosts/{host}");

    /// <summary>Adds a resource provider, before those that stand.</summary>
    public void Add(IArmResources provider) => _providers.Insert(0, provider);

    /// <summary>An OpenAI-compatible service that is no resource of Azure's; it requires no key.</summary>
    internal void Serve(string host, SimulatedRevision revision) => _upstreams[host] = revision;

    /// <summary>
    /// The next request whose path contains <paramref name="part"/> fails; <paramref name="acts"/>: after it took effect.
    /// </summary>
    public void FailNext(string part, int status, string? retryAfter = null, bool acts = false) =>
        _faults.Enqueue((part, status, retryAfter, acts));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var request = await ReadAsync(http);
        _seen.Enqueue(request);
        while (_seen.Count > Remembered)
        {
            _seen.TryDequeue(out _);
        }

        AzureResponse answer;
        if (_faults.TryPeek(out var fault)
            && request.Path.Contains(fault.Part, StringComparison.OrdinalIgnoreCase)
            && _faults.TryDequeue(out fault))
        {
            if (fault.Acts)
            {
                Route(request);
            }

            answer = AzureResponse.Error(fault.Status, "Planned");
            if (fault.RetryAfter is not null)
            {
                answer.With("Retry-After", fault.RetryAfter);
            }
        }
        else
        {
            answer = Route(request);
        }

        Answering?.Invoke(request);
        await WriteAsync(http.Response, answer);
    }

    private static async Task<AzureRequest> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var (host, path) = (http.Request.Headers[LoopbackHandler.HostHeader].ToString(), http.Request.Path.Value ?? "/");
        if (host.Length == 0 && path.StartsWith("/hosts/", StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', "/hosts/".Length);
            host = slash < 0 ? path["/hosts/".Length..] : path["/hosts/".Length..slash];
            path = slash < 0 ? "/" : path[slash..];
        }

        return new AzureRequest(
            http.Request.Method,
            host,
            path,
            http.Request.Query.ToDictionary(static q => q.Key, static q => q.Value.ToString()),
            http.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
    }

    private static async Task WriteAsync(HttpResponse response, AzureResponse answer)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if ((answer.Text ?? answer.Body?.ToJsonString()) is { } body)
        {
            response.ContentType = answer.Text is null ? "application/json" : answer.TextType;
            await response.WriteAsync(body);
        }
    }

    private AzureResponse Route(AzureRequest request) => Gate?.Invoke(request) ?? request.Host switch
    {
        ArmHost => request.Principal.Length > 0 ? Manage(request) : AzureResponse.Error(401, "AuthenticationFailed"),
        VaultHost => Vault.Answer(request),
        _ => OpenAI.Call(request) ?? MachineLearning.Call(request) ?? CallUpstream(request) ?? Resources.Call(request),
    };

    private AzureResponse? CallUpstream(AzureRequest request)
    {
        var isChat = request.Path.EndsWith("/chat/completions", StringComparison.Ordinal);
        return _upstreams.TryGetValue(request.Host, out var revision)
            && (isChat || request.Path.EndsWith("/responses", StringComparison.Ordinal))
            ? ModelDataPlane.Complete(request.Body, revision, _clock.GetUtcNow(), isChat)
            : null;
    }

    private AzureResponse Manage(AzureRequest request)
    {
        Operations.Tick();
        if (request.Path.StartsWith("/operations/", StringComparison.Ordinal))
        {
            return Operations.Poll(request.Path["/operations/".Length..]);
        }

        if (!request.Query.ContainsKey("api-version"))
        {
            return AzureResponse.Error(400, "MissingApiVersionParameter");
        }

        foreach (var provider in _providers)
        {
            if (provider.Manage(request) is { } answer)
            {
                return answer;
            }
        }

        return Resources.Manage(request);
    }
}

/// <summary>Takes every https request to the simulation, whatever host it is for. The host goes along as a header.</summary>
internal sealed class LoopbackHandler(
    Uri target) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    public const string HostHeader = AzureSimulationServiceCollectionExtensions.HostHeader;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        if (asked.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"Azure is called over https only, and {asked.Host} was called over {asked.Scheme}.");
        }

        request.Headers.Add(HostHeader, asked.Host);
        request.RequestUri = new Uri(target, asked.PathAndQuery);
        request.Headers.Host = null;
        return base.SendAsync(request, cancellationToken);
    }
}
