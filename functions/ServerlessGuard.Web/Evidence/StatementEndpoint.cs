using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Evidence;

/// <summary>
/// <c>/guard/statements/DIGEST</c> is an in-toto statement in its DSSE envelope, whose SHA-256 is DIGEST; <c>/entry</c> and <c>/proof</c>
/// below it are the entry that it is about and the proof that the log includes that entry. Nothing of it ever changes. Read-only, role
/// auditor.
/// </summary>
internal sealed class StatementEndpoint(StatementStore statements) : GuardEndpoint
{
    public override string Route => "/guard/statements/{*path}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Auditor;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var path = request.RouteValues["path"];
        var (part, type) = path.Split('/') switch
        {
            [_] => (StatementPart.Envelope, "application/vnd.dsse.envelope.v1+json"),
            [_, "entry"] => (StatementPart.Entry, "application/json"),
            [_, "proof"] => (StatementPart.Proof, "text/plain; charset=utf-8"),
            _ => (default, null),
        };
        if (type is null || await statements.ReadAsync(path.Split('/')[0], part, cancellationToken) is not { } content)
        {
            await ErrorResponse.WriteAsync(request.Http, new GuardError(404, "not_found", "There is no such statement."), cancellationToken);
            return;
        }

        request.Http.Response.Headers.CacheControl = StoredFile.Immutable;
        await StoredFile.WriteAsync(request.Http, content, type, compresses: true, cancellationToken);
    }
}

/// <summary><c>/guard/statements</c>: the digests of the statements that packs held. Read-only, role auditor.</summary>
internal sealed class StatementListEndpoint(StatementStore statements) : GuardEndpoint
{
    public override string Route => "/guard/statements";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Auditor;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var digests = await statements.ListAsync(cancellationToken);
        await JsonResponse.WriteAsync(
            request.Http,
            json =>
            {
                json.WriteStartArray("statements");
                foreach (var digest in digests)
                {
                    json.WriteStringValue(digest);
                }

                json.WriteEndArray();
            },
            cancellationToken);
    }
}
