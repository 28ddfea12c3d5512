using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>
/// Returns an approved answer to the caller from whom it was held. <c>Prefer: wait=N</c> waits up to N seconds, at most 100,
/// because hosts end a request after 120.
/// </summary>
internal sealed class CaseReleaseEndpoint(CaseReleases releases) : GuardEndpoint
{
    private const int LongestWait = 100;

    /// <summary>Most requests that wait at the same time; the endpoint answers further ones without waiting.</summary>
    private const int MostWaiting = 500;

    private int _waiting;

    public override string Route => "/guard/cases/{id}/release";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var (http, id, caller) = (request.Http, request.RouteValues["id"], request.Caller!);
        var answer = CaseId.IsValid(id)
            ? await WaitAsync(id, caller, WaitOf(http.Request), cancellationToken)
            : new ReleaseResult.Unknown();
        http.Response.Headers.CacheControl = "no-store";
        switch (answer)
        {
            case ReleaseResult.Released released:
                http.Response.Headers[GatewayHeaders.Case] = id;
                http.Response.Headers[GatewayHeaders.Interaction] = released.Case.Interaction;
                http.Response.ContentType = "application/json";
                http.Response.ContentLength = released.Body.Length;
                await http.Response.Body.WriteAsync(released.Body, cancellationToken);
                break;
            case ReleaseResult.SendAgain again:
                await TellAsync(
                    http, again.Case, "send_again", "Send the same request again with the header Guard-Case: it passes once.",
                    cancellationToken);
                break;
            case ReleaseResult.Pending pending:
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                http.Response.Headers.RetryAfter = "5";
                await TellAsync(http, pending.Case, "pending", "Nobody has decided yet.", cancellationToken);
                break;
            case ReleaseResult.Never never:
                var status = never.Code == "denied" ? StatusCodes.Status403Forbidden : StatusCodes.Status410Gone;
                await ErrorResponse.WriteAsync(http, new GuardError(status, never.Code, MessageOf(never.Code)), cancellationToken);
                break;
            default:
                await CaseResponse.UnknownAsync(http, cancellationToken);
                break;
        }
    }

    private async ValueTask<ReleaseResult> WaitAsync(string id, Caller caller, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            var alone = Interlocked.Increment(ref _waiting) <= MostWaiting;
            return await releases.WaitAsync(id, caller.Principal, caller.Application!.Id, alone ? wait : TimeSpan.Zero, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>RFC 7240; the endpoint ignores unknown preferences.</summary>
    private static TimeSpan WaitOf(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(
            static value => (value ?? "").Split([',', ';'], 20, StringSplitOptions.TrimEntries)))
        {
            if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait));
            }
        }

        return TimeSpan.Zero;
    }

    private static string MessageOf(string code) => code switch
    {
        "denied" => "A reviewer denied this.",
        "expired" => "The time to decide it, or to fetch it, is over.",
        "altered" => "The case's record was changed beside the guard. Nothing is released on its strength.",
        "released_already" => "This was handed out before.",
        _ => "The content has expired.",
    };

    private static Task TellAsync(HttpContext http, CaseRecord value, string status, string message, CancellationToken cancellationToken) =>
        JsonResponse.WriteAsync(
            http,
            json =>
            {
                json.WriteString("case", value.Id);
                json.WriteString("status", status);
                json.WriteString("message", message);
                json.WriteString("due", value.IsUndecided ? value.Due : value.Approval?.Expires ?? value.Due);
            },
            cancellationToken);
}
