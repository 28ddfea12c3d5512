using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Credentials;

/// <summary>Confirms or dismisses a suspected leak: <c>{"leaked": true}</c> rotates at once, false dismisses it. Role admin.</summary>
internal sealed class ConfirmLeakEndpoint(Rotator rotator, IOptions<PipelineOptions> options) : GuardEndpoint
{
    public override string Route => CredentialsEndpoint.Path + "/{id}/leak";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Admin;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var limits = new JsonBodyLimits { MaxBytes = options.Value.MaxBodyBytes, MaxDuration = options.Value.BodyTimeout };
        var body = await JsonBody.ReadAsync(request.Http, limits, cancellationToken);
        if (body is JsonBodyResult.Refused refused)
        {
            await ErrorResponse.WriteAsync(request.Http, refused.Error, cancellationToken);
            return;
        }

        if (!((JsonBodyResult.Parsed)body).Root.TryGetProperty("leaked", out var leaked)
            || leaked.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(400, "invalid_request", "leaked must be true or false.", "leaked"), cancellationToken);
            return;
        }

        if (!request.Policy.Credentials.TryGetValue(request.RouteValues["id"], out var policy))
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(404, "not_found", "The policy has no such credential."), cancellationToken);
            return;
        }

        if (!rotator.CanRotate(policy)
            || !await rotator.ConfirmAsync(policy, request.Caller!.Principal, leaked.GetBoolean(), cancellationToken))
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(409, "not_pending", "No suspected leak of this credential is pending here."),
                cancellationToken);
            return;
        }

        // The sweep continues the rotation, so the answer does not wait for it.
        request.Http.Response.StatusCode = 202;
    }
}
