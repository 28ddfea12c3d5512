using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// Maps exceptions to answers, in one place. The guard never sends or logs an exception's message, which may quote scanned text.
/// </summary>
internal static class ExceptionMapper
{
    public static async Task WriteAsync(HttpContext context, Exception exception, ILogger logger)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            PipelineLog.ClientLeft(logger, context.TraceIdentifier);
            return;
        }

        var error = ErrorFor(context, exception, logger);
        if (context.Response.HasStarted)
        {
            // A stream that ends here would look complete, so the connection is aborted.
            context.Abort();
            return;
        }

        var requestId = context.TraceIdentifier;
        context.Response.Clear();
        SecurityHeaders.Apply(context, requestId);
        if (error.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        try
        {
            await ErrorResponse.WriteAsync(context, error, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            PipelineLog.ClientLeft(logger, requestId);
        }
    }

    private static GuardError ErrorFor(HttpContext context, Exception exception, ILogger logger)
    {
        switch (exception)
        {
            case StoreUnavailableException:
                PipelineLog.StoreUnavailable(logger, context.TraceIdentifier, exception.StackTrace);
                return new GuardError(
                    503, "guard_unavailable", "The guard cannot reach a store that it needs, so it refuses requests until it can.");
            case BadHttpRequestException bad:
                return BadRequest(bad.StatusCode);
            default:
                PipelineLog.Failed(logger, context.TraceIdentifier, exception.GetType().FullName, exception.StackTrace);
                return new GuardError(500, "internal_error", $"The guard failed. Quote request id {context.TraceIdentifier}.");
        }
    }

    private static GuardError BadRequest(int status) => status switch
    {
        408 => new GuardError(408, "body_timeout", "The request body did not arrive in time."),
        413 => new GuardError(413, "body_too_large", "The request body is too large."),
        >= 400 and < 500 => new GuardError(status, "bad_request", "The request is not well-formed HTTP."),
        _ => new GuardError(400, "bad_request", "The request is not well-formed HTTP."),
    };
}
