using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Admission;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Identity;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// The pipeline of every request in both hosts: route, authenticate, authorise, bound, run the endpoint, and map every
/// failure once. Thread-safe. It denies by default: it refuses requests that no endpoint serves, that no role allows, or
/// whose caller no store can confirm.
/// </summary>
public sealed class GuardPipeline
{
    private readonly RouteTable _routes;
    private readonly IPolicySource _policies;
    private readonly ICallerAuthentication _authentication;
    private readonly RequestAdmission _admission;
    private readonly IEntropy _entropy;
    private readonly PipelineOptions _options;
    private readonly CrossOrigin _crossOrigin;
    private readonly ILogger _logger;

    public GuardPipeline(
        IEnumerable<GuardEndpoint> endpoints,
        IPolicySource policies,
        ICallerAuthentication authentication,
        AdmissionLimiter limiter,
        CallerWindows windows,
        IEntropy entropy,
        IOptions<PipelineOptions> options,
        ILogger<GuardPipeline> logger)
    {
        _routes = new RouteTable(endpoints);
        _policies = policies;
        _authentication = authentication;
        _admission = new RequestAdmission(limiter, windows);
        _entropy = entropy;
        _crossOrigin = new CrossOrigin(options.Value.CorsOrigins);
        _options = options.Value;
        _logger = logger;
    }

    /// <summary>
    /// Answers the request. Never throws: a failure becomes an answer, or aborts the connection when an answer has begun.
    /// </summary>
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var started = Stopwatch.GetTimestamp();
        context.TraceIdentifier = _entropy.NewId();
        SecurityHeaders.Apply(context, context.TraceIdentifier);
        try
        {
            if (!_crossOrigin.Apply(context))
            {
                await AnswerAsync(context, context.RequestAborted);
            }
        }
#pragma warning disable CA1031 // The host's edge: the only place that catches everything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await ExceptionMapper.WriteAsync(context, exception, _logger);
        }

        PipelineLog.Answered(
            _logger, context.TraceIdentifier, context.Response.StatusCode, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        switch (_routes.Match(context.Request.Method, OpenAiPaths.Resolve(context, RequestTarget.PathOf(context))))
        {
            case RouteMatch.Found found:
                await AnswerAsync(context, found, cancellationToken);
                break;
            case RouteMatch.WrongMethod wrong:
                context.Response.Headers.Allow = wrong.Allow;
                await ErrorResponse.WriteAsync(
                    context, new GuardError(405, "method_not_allowed", "This path does not support that method."), cancellationToken);
                break;
            default:
                await ErrorResponse.WriteAsync(context, new GuardError(404, "not_found", "No endpoint has this path."), cancellationToken);
                break;
        }
    }

    private async Task AnswerAsync(HttpContext context, RouteMatch.Found found, CancellationToken cancellationToken)
    {
        // Read once: this revision applies to the whole request, even when the host loads another meanwhile.
        var policy = _policies.Current;
        var identity = await _authentication.AuthenticateAsync(context, policy, cancellationToken);
        var refusal = AccessDecision.Decide(found.Endpoint.Access, identity);
        if (refusal is not null)
        {
            AccessDecision.AddHeaders(context.Response, refusal, identity);
            await ErrorResponse.WriteAsync(context, refusal, cancellationToken);
            return;
        }

        if (BoundBody(context, found.Endpoint.MaxBodyBytes ?? _options.MaxBodyBytes) is { } tooLarge)
        {
            await ErrorResponse.WriteAsync(context, tooLarge, cancellationToken);
            return;
        }

        var request = new GuardRequest
        {
            Http = context,
            Caller = (identity as CallerIdentity.Known)?.Caller,
            Policy = policy,
            RouteValues = found.Values,
        };
        if (request.Caller is null)
        {
            await found.Endpoint.HandleAsync(request, cancellationToken);
            return;
        }

        if (_admission.CheckLimits(context, request.Caller, found.Endpoint.IsInteraction) is { } exceeded)
        {
            await ErrorResponse.WriteAsync(context, exceeded, cancellationToken);
            return;
        }

        using (var share = _admission.TryAdmit(context, request.Caller.Principal, found.Endpoint.IsInteraction))
        {
            await (share is null
                ? ErrorResponse.WriteAsync(context, RequestAdmission.Refusal, cancellationToken)
                : found.Endpoint.HandleAsync(request, cancellationToken));
        }

        _admission.ReleaseMemory();
    }

    private static GuardError? BoundBody(HttpContext context, long maxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            return JsonBody.TooLarge(maxBytes);
        }

        // The server's own limit is a second check; one byte of slack lets the reader give the clearer answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes + 1;
        }

        return null;
    }
}
