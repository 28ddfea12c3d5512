using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Credentials;

/// <summary>
/// Records that a consumer uses a version: <c>{"version": "…"}</c>. The caller is the consumer, named by the part of its
/// principal after the colon; the policy lists the consumers whose acknowledgement counts.
/// </summary>
internal sealed class AcknowledgeKeyEndpoint(Rotator rotator, IOptions<PipelineOptions> options) : GuardEndpoint
{
    public override string Route => CredentialsEndpoint.Path + "/{id}/acknowledge";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.AnyAuthenticated;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var limits = new JsonBodyLimits { MaxBytes = options.Value.MaxBodyBytes, MaxDuration = options.Value.BodyTimeout };
        var body = await JsonBody.ReadAsync(request.Http, limits, cancellationToken);
        if (body is JsonBodyResult.Refused refused)
        {
            await ErrorResponse.WriteAsync(request.Http, refused.Error, cancellationToken);
            return;
        }

        if (!((JsonBodyResult.Parsed)body).Root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.String)
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(400, "invalid_request", "version must be a string.", "version"), cancellationToken);
            return;
        }

        // A caller that is not a consumer must not learn which credentials exist.
        var consumer = request.Caller!.Principal[(request.Caller.Principal.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (!request.Policy.Credentials.TryGetValue(request.RouteValues["id"], out var policy)
            || !policy.Consumers.Contains(consumer, StringComparer.Ordinal))
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(403, "forbidden", "This caller is not a consumer of that credential."), cancellationToken);
            return;
        }

        if (!rotator.CanRotate(policy) || !await rotator.AcknowledgeAsync(policy, consumer, version.GetString()!, cancellationToken))
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(409, "not_pending", "No rotation overlap is pending for this version."), cancellationToken);
            return;
        }

        request.Http.Response.StatusCode = 202;
    }
}
