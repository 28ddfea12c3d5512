using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>
/// Returns one case with its journal; its version is the ETag. It holds no content, because every read of content is an entry.
/// </summary>
internal sealed class CaseEndpoint(CaseWorkflow desk) : GuardEndpoint
{
    public override string Route => "/guard/cases/{id}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Reviewer;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var id = request.RouteValues["id"];
        if (!CaseId.IsValid(id) || await desk.FindAsync(id, cancellationToken) is not { } found)
        {
            await CaseResponse.UnknownAsync(request.Http, cancellationToken);
            return;
        }

        await CaseResponse.WriteAsync(request.Http, found, cancellationToken);
    }
}

/// <summary>The check of a case's id: a name that the document store accepts, of at most 200 characters.</summary>
internal static class CaseId
{
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 200 }
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or ':' or '@' or '-');
}
