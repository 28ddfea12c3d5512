using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Interactions;

/// <summary>
/// Returns the trace of an interaction, or of a W3C trace ID, across applications: every entry with its proof. Role auditor.
/// It serves one request at a time, because each reads the whole log.
/// </summary>
internal sealed class InteractionEndpoint(ILogSource log, ISecretStore secrets) : GuardEndpoint, IDisposable
{
    private const int LongestId = 128;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public override string Route => "/guard/interactions/{id}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Auditor;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var id = request.RouteValues["id"];
        var trace = id.Length > LongestId ? null : await ReadAsync(id, cancellationToken);
        if (trace is not { Entries.Count: > 0 })
        {
            await ErrorResponse.WriteAsync(request.Http, new GuardError(404, "not_found", "The audit log has no such interaction or "
                + "trace. The log includes an entry a few seconds after it was written."), cancellationToken);
            return;
        }

        await JsonResponse.WriteAsync(request.Http, json => TraceJson.Write(json, trace), cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<CorrelatedTrace?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await LogKey.FindPublicAsync(secrets, cancellationToken) is not { } key)
        {
            return null;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await new CorrelatedTraceReader(log, key).ReadAsync(id, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
