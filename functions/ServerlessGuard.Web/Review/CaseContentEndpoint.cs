using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>Returns a case's content, after the entry that names the reader is durable.</summary>
internal sealed class CaseContentEndpoint(CaseWorkflow desk) : GuardEndpoint
{
    public override string Route => "/guard/cases/{id}/content";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Reviewer;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var (http, id) = (request.Http, request.RouteValues["id"]);
        if (!CaseId.IsValid(id) || await desk.FindAsync(id, cancellationToken) is not { } found)
        {
            await CaseResponse.UnknownAsync(http, cancellationToken);
            return;
        }

        if (await desk.ReadAsync(found.Case, request.Caller!.Principal, cancellationToken) is not { } content)
        {
            await ErrorResponse.WriteAsync(
                http, new GuardError(410, "content_gone", "The case has no content, or it has expired."), cancellationToken);
            return;
        }

        http.Response.Headers.ETag = $"\"{found.Version}\"";
        http.Response.Headers.CacheControl = "no-store";
        var view = new CaseContentView(id, content.Protocol, content.Context, content.Texts);
        await CaseResponse.WriteAsync(http, view, CaseApiJson.Default.CaseContentView, cancellationToken);
    }
}

/// <summary>A case's content for a reviewer: untrusted text.</summary>
internal sealed record CaseContentView(
    [property: JsonPropertyName("case")] string Case,
    [property: JsonPropertyName("protocol")] string Protocol,
    [property: JsonPropertyName("context")] IReadOnlyList<CaseText> Context,
    [property: JsonPropertyName("texts")] IReadOnlyList<CaseText> Texts);
