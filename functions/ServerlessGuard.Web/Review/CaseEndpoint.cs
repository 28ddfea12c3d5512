using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>One case with its journal; its version is the ETag. No content: reading that is recorded.</summary>
internal sealed class CaseEndpoint(CaseDesk desk) : GuardEndpoint
{
    public override string Route => "/guard/cases/{id}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Reviewer;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var id = request.RouteValues["id"];
        if (!CaseId.IsValid(id) || await desk.FindAsync(id, cancellationToken) is not { } found)
        {
            await CaseAnswer.UnknownAsync(request.Http, cancellationToken);
            return;
        }

        await CaseAnswer.WriteAsync(request.Http, found, cancellationToken);
    }
}

/// <summary>What may be a case's id: what the document store takes as a name, and no longer than 200 characters.</summary>
internal static class CaseId
{
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 200 } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or ':' or '@' or '-');
}
