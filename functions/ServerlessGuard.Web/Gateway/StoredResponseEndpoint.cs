using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

/// <summary>
/// A response that the platform stores, for the caller that made it: 404 for every other one. It is an interaction of its own, and
/// the answer is inspected again on its way out.
/// </summary>
internal class StoredResponseEndpoint(IInteractionGuard guard, StoredResponses stored) : GuardEndpoint
{
    public override string Route => "/v1/responses/{id}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Delete];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override bool IsInteraction => true;

    /// <summary>The path below the response.</summary>
    protected virtual string Suffix => "";

    /// <summary>Names of the query that go on to the platform.</summary>
    protected virtual IReadOnlyList<string> Passed => [];

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var (http, caller, id) = (request.Http, request.Caller!, request.RouteValues["id"]);
        if (http.Request.Query["stream"] == "true")
        {
            await ErrorResponse.WriteAsync(
                http, new GuardError(400, "invalid_request", "A stored response is not streamed again.", "stream"), cancellationToken);
            return;
        }

        if (await stored.FindAsync(caller.Application!.Id, caller.Principal, id, cancellationToken) is not { } found)
        {
            var missing = GatewayFault.NoSuchResponse;
            await ErrorResponse.WriteAsync(http, new GuardError(missing.Status, missing.Code, missing.Message, "id"), cancellationToken);
            return;
        }

        var root = new System.Text.Json.Nodes.JsonObject { ["model"] = found.Model, ["response"] = id };
        var call = new InboundCall
        {
            Protocol = GatewayProtocol.StoredResponse,
            Principal = caller.Principal,
            Application = caller.Application,
            Policy = request.Policy,
            Root = root,
            Body = JsonSerializer.SerializeToUtf8Bytes(root),
            Deployment = found.Deployment,
            Stored = new StoredResponseCall(found, http.Request.Method, "responses/" + id + Suffix + QueryOf(http.Request)),
        };
        await guard.HandleAsync(call, new HttpResponseSink(http), cancellationToken);
    }

    private string QueryOf(HttpRequest request)
    {
        var query = new StringBuilder();
        foreach (var name in Passed)
        {
            if (request.Query[name] is [{ Length: > 0 and <= 256 } value])
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }
}

/// <summary>The input items of a stored response, as the platform got them.</summary>
internal sealed class StoredInputEndpoint(IInteractionGuard guard, StoredResponses stored) : StoredResponseEndpoint(guard, stored)
{
    public override string Route => "/v1/responses/{id}/input_items";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    protected override string Suffix => "/input_items";

    protected override IReadOnlyList<string> Passed => ["after", "limit", "order"];
}
