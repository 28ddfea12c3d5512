using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>
/// Claims, unclaims, approves, edits and denies a case. A decision needs <c>If-Match</c>, so that it applies to the version that the
/// reviewer has seen.
/// </summary>
internal sealed class CaseActionEndpoint(CaseWorkflow desk) : GuardEndpoint
{
    private static readonly JsonBodyLimits Limits = new() { MaxBytes = 4 * 1024 * 1024 };

    public override string Route => "/guard/cases/{id}/{act}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Reviewer;

    public override long? MaxBodyBytes => Limits.MaxBytes;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var (http, id, act) = (request.Http, request.RouteValues["id"], request.RouteValues["act"]);
        if (!CaseId.IsValid(id) || act is not ("claim" or "unclaim" or "approve" or "edit" or "deny"))
        {
            await CaseResponse.UnknownAsync(http, cancellationToken);
            return;
        }

        var (version, versionError) = Version(http.Request, act is "approve" or "edit" or "deny");
        var (body, bodyError) = versionError is null ? await ReadAsync(http, act, cancellationToken) : (null, versionError);
        if (body is null)
        {
            await ErrorResponse.WriteAsync(http, bodyError!, cancellationToken);
            return;
        }

        var actor = request.Caller!.Principal;
        var result = act switch
        {
            "claim" => await desk.ClaimAsync(id, actor, version, cancellationToken),
            "unclaim" => await desk.UnclaimAsync(id, actor, version, cancellationToken),
            "approve" => await desk.ApproveAsync(id, actor, version, body.Reason, cancellationToken),
            "edit" => await desk.EditAsync(id, actor, version, body.Edits, body.Reason, cancellationToken),
            _ => await desk.DenyAsync(id, actor, version, body.Reason, cancellationToken),
        };
        await CaseResponse.WriteAsync(http, result, cancellationToken);
    }

    private static (string? Version, GuardError? Error) Version(HttpRequest request, bool isRequired)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return (null, isRequired ? new GuardError(
                428, "version_missing", "Send If-Match with the version that you have seen, which is the ETag of the case.") : null);
        }

        return header.Count == 1 && header[0] is { Length: > 2 and <= 200 } tag && tag[0] == '"' && tag[^1] == '"'
            ? (tag[1..^1], null)
            : (null, new GuardError(400, "invalid_version", "If-Match must be one ETag in quotes."));
    }

    /// <summary>A claim needs no body; the others may have one.</summary>
    private static async ValueTask<(CaseActionBody? Body, GuardError? Error)> ReadAsync(
        HttpContext http, string act, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength is 0 || (http.Request.ContentLength is null && http.Request.ContentType is null))
        {
            return act == "edit"
                ? (null, new GuardError(400, "invalid_request", "An edit needs texts.", "texts"))
                : (new CaseActionBody(null, []), null);
        }

        return await JsonBody.ReadAsync(http, Limits, cancellationToken) switch
        {
            JsonBodyResult.Parsed parsed => CaseActionBody.Read(parsed.Root, act == "edit"),
            JsonBodyResult.Refused refused => (null, refused.Error),
            _ => throw new InvalidOperationException("An unknown result of reading a body."),
        };
    }
}
