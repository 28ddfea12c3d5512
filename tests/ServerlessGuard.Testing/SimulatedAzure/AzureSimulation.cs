using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Testing.SimulatedAzure;

/// <summary>
/// ARM, a Key Vault and the services' data planes on a loopback port, as the adapters meet them on the wire: tokens,
/// throttling, long-running operations, keys that arrive late. Use <see cref="CreateHandler"/> as the SDKs' transport.
/// </summary>
public sealed class AzureSimulation : IAsyncDisposable
{
    public const string ArmHost = "management.azure.com";
    public const string VaultHost = "guard.vault.azure.net";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SimulatedRequest> _seen = new();
    private readonly ConcurrentQueue<(string Part, int Status, string? RetryAfter, bool Acts)> _faults = new();

    private AzureSimulation(WebApplication app, TimeProvider clock)
    {
        _app = app;
        Resources = new SimulatedResources(clock);
        Vault = new SimulatedVault(clock);
    }

    public SimulatedResources Resources { get; }

    public SimulatedVault Vault { get; }

    public IReadOnlyList<SimulatedRequest> Seen => [.. _seen];

    public static async Task<AzureSimulation> StartAsync(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var simulation = new AzureSimulation(app, clock ?? TimeProvider.System);
        app.Run(simulation.AnswerAsync);
        await app.StartAsync();
        return simulation;
    }

    public HttpMessageHandler CreateHandler() => new LoopbackHandler(new Uri(_app.Urls.First()));

    /// <summary>The next request whose path contains <paramref name="part"/> fails; <paramref name="acts"/>: after it took effect.</summary>
    public void FailNext(string part, int status, string? retryAfter = null, bool acts = false) => _faults.Enqueue((part, status, retryAfter, acts));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var host = http.Request.Headers[LoopbackHandler.HostHeader].ToString();
        var request = new SimulatedRequest(
            http.Request.Method,
            host,
            http.Request.Path,
            http.Request.Query.ToDictionary(static q => q.Key, static q => q.Value.ToString()),
            http.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
        _seen.Enqueue(request);
        SimulatedAnswer answer;
        if (_faults.TryPeek(out var fault) && request.Path.Contains(fault.Part, StringComparison.OrdinalIgnoreCase) && _faults.TryDequeue(out fault))
        {
            if (fault.Acts)
            {
                Route(request);
            }

            answer = SimulatedAnswer.Error(fault.Status, "Planned");
            if (fault.RetryAfter is not null)
            {
                answer.Headers["Retry-After"] = fault.RetryAfter;
            }
        }
        else
        {
            answer = Route(request);
        }

        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if ((answer.Text ?? answer.Body?.ToJsonString()) is { } body)
        {
            http.Response.ContentType = answer.Text is null ? "application/json" : "application/xml";
            await http.Response.WriteAsync(body);
        }
    }

    private SimulatedAnswer Route(SimulatedRequest request) => request.Host switch
    {
        ArmHost => request.Header("Authorization").StartsWith("Bearer ", StringComparison.Ordinal) ? Resources.Manage(request) : SimulatedAnswer.Error(401, "AuthenticationFailed"),
        VaultHost => Vault.Answer(request),
        _ => Resources.Call(request),
    };
}
