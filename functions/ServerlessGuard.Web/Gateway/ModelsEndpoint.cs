using System.Text.Json.Nodes;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

/// <summary>The models that the calling application may use, and no others.</summary>
internal sealed class ModelsEndpoint : GuardEndpoint
{
    public override string Route => "/v1/models";

    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var models = new JsonArray();
        foreach (var id in request.Caller!.Application!.Models.Where(request.Policy.Models.ContainsKey).Order(StringComparer.Ordinal))
        {
            models.Add((JsonNode)new JsonObject { ["id"] = id, ["object"] = "model", ["created"] = 0, ["owned_by"] = "guard" });
        }

        var body = new JsonObject { ["object"] = "list", ["data"] = models };
        request.Http.Response.ContentType = "application/json";
        await using var json = new System.Text.Json.Utf8JsonWriter(request.Http.Response.BodyWriter);
        body.WriteTo(json);
        await json.FlushAsync(cancellationToken);
    }
}
