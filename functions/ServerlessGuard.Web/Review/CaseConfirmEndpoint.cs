using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>
/// Takes the end user's confirmation of a held call from the caller that it was held from. The body names the digests of the calls that the
/// user saw: <c>{"digests":["..."]}</c>. The answer is then fetched as an approved one is.
/// </summary>
internal sealed class CaseConfirmEndpoint(CaseConfirmations confirmations) : GuardEndpoint
{
    private const int MostDigests = 256;

    private static readonly JsonBodyLimits Limits = new() { MaxBytes = 64 * 1024 };

    public override string Route => "/guard/cases/{id}/confirm";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override long? MaxBodyBytes => Limits.MaxBytes;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var (http, id, caller) = (request.Http, request.RouteValues["id"], request.Caller!);
        var body = await JsonBody.ReadAsync(http, Limits, cancellationToken);
        if (body is not JsonBodyResult.Parsed parsed)
        {
            await ErrorResponse.WriteAsync(http, ((JsonBodyResult.Refused)body).Error, cancellationToken);
            return;
        }

        if (Read(parsed.Root) is not { } digests)
        {
            await ErrorResponse.WriteAsync(
                http, new GuardError(400, "invalid_request", "digests is an array of 1 to 256 strings, those of the held answer.", "digests"),
                cancellationToken);
            return;
        }

        var result = CaseId.IsValid(id)
            ? await confirmations.ConfirmAsync(id, caller.Principal, caller.Application!.Id, digests, cancellationToken)
            : new CaseResult.Unknown();
        if (result is CaseResult.Done)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await CaseResponse.WriteAsync(http, result, cancellationToken);
    }

    private static List<string>? Read(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("digests", out var list)
        && list.ValueKind == JsonValueKind.Array
        && list.GetArrayLength() is > 0 and <= MostDigests
        && list.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(static one => one.GetString()!)]
            : null;
}
