using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

/// <summary>The models that the calling application may use, and no others.</summary>
internal sealed class ModelsEndpoint : GuardEndpoint
{
    public override string Route => "/v1/models";

    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var models = new JsonArray();
        foreach (var id in Ids(request).Order(StringComparer.Ordinal))
        {
            models.Add((JsonNode)Describe(id));
        }

        return WriteAsync(request.Http, new JsonObject { ["object"] = "list", ["data"] = models }, cancellationToken);
    }

    internal static IEnumerable<string> Ids(GuardRequest request) =>
        request.Caller!.Application!.Models.Where(request.Policy.Models.ContainsKey);

    internal static JsonObject Describe(string id) =>
        new() { ["id"] = id, ["object"] = "model", ["created"] = 0, ["owned_by"] = "guard" };

    internal static async Task WriteAsync(HttpContext http, JsonObject body, CancellationToken cancellationToken)
    {
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body), cancellationToken);
    }
}

/// <summary>One of these models. Its name may hold slashes, encoded or not.</summary>
internal sealed class OneModelEndpoint : GuardEndpoint
{
    public override string Route => "/v1/models/{+id}";

    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var id = request.RouteValues["id"];
        return ModelsEndpoint.Ids(request).Contains(id, StringComparer.Ordinal)
            ? ModelsEndpoint.WriteAsync(request.Http, ModelsEndpoint.Describe(id), cancellationToken)
            : ErrorResponse.WriteAsync(
                request.Http, new GuardError(404, "model_not_found", "There is no such model for this application.", "model"),
                cancellationToken);
    }
}
