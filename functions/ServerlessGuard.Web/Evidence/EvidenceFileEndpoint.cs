using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Evidence.Report;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Evidence;

/// <summary><c>/guard/evidence/FILE</c>: a file of the newest pack, byte for byte. Read-only, role auditor.</summary>
internal sealed class EvidenceFileEndpoint(EvidenceStore store) : GuardEndpoint
{
    public override string Route => "/guard/evidence/{*file}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Auditor;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var name = request.RouteValues["file"];
        if (await store.ReadAsync(name, cancellationToken) is not { } content)
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(404, "not_found", "The newest pack has no such file."), cancellationToken);
            return;
        }

        var response = request.Http.Response;
        response.ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".json" => "application/json",
            _ => "text/plain; charset=utf-8",
        };
        if (name == PackNames.Report)
        {
            response.Headers.ContentSecurityPolicy = ReportStyle.ContentSecurityPolicy + "; frame-ancestors 'none'";
        }

        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(request.Http.Request.Method))
        {
            await response.Body.WriteAsync(content, cancellationToken);
        }
    }
}
