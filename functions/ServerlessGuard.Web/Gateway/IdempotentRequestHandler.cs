using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

/// <summary>Answers a request for a model; with an <c>Idempotency-Key</c>, once for all requests with that key.</summary>
internal sealed class IdempotentRequestHandler(IInteractionGuard guard, IdempotentResponses answers)
{
    private const int LongestKey = 255;

    public async Task AnswerAsync(HttpContext http, InboundCall call, CancellationToken cancellationToken)
    {
        var keys = http.Request.Headers["Idempotency-Key"];
        if (keys.Count == 0)
        {
            await guard.HandleAsync(call, new HttpResponseSink(http), cancellationToken);
            return;
        }

        if (keys.Count > 1 || keys[0] is not { Length: > 0 and <= LongestKey } key || !key.All(static c => c is > ' ' and <= '~'))
        {
            await ErrorResponse.WriteAsync(
                http,
                new GuardError(400, "invalid_idempotency_key", $"Idempotency-Key must be 1 to {LongestKey} visible ASCII characters."),
                cancellationToken);
            return;
        }

        switch (await answers.BeginAsync(call, key, cancellationToken))
        {
            case IdempotencyResult.Begun begun:
                await AnswerAsync(http, call, begun, cancellationToken);
                break;
            case IdempotencyResult.Answered when !await guard.MayRepeatAsync(call, new HttpResponseSink(http), cancellationToken):
                break;
            case IdempotencyResult.Answered answered:
                await RepeatAsync(http, answered.Answer, cancellationToken);
                break;
            case IdempotencyResult.OtherBody:
                await ErrorResponse.WriteAsync(
                    http, new GuardError(422, "idempotency_key_reused", "This Idempotency-Key was used for another request."),
                    cancellationToken);
                break;
            case IdempotencyResult.NotKept:
                await ErrorResponse.WriteAsync(
                    http, new GuardError(409, "idempotency_answer_too_large", "The answer to the first request is too large to repeat."),
                    cancellationToken);
                break;
            default:
                http.Response.Headers.RetryAfter = "5";
                await ErrorResponse.WriteAsync(http, new GuardError(409, "idempotency_in_progress", "The guard is still answering the "
                    + "first request with this Idempotency-Key."), cancellationToken);
                break;
        }
    }

    private async Task AnswerAsync(HttpContext http, InboundCall call, IdempotencyResult.Begun begun, CancellationToken cancellationToken)
    {
        var sink = new RecordingSink(new HttpResponseSink(http), answers, begun);
        var failed = true;
        try
        {
            await guard.HandleAsync(call, sink, cancellationToken);
            failed = cancellationToken.IsCancellationRequested;
        }
        finally
        {
            await sink.EndAsync(failed);
        }
    }

    private static async Task RepeatAsync(HttpContext http, RecordedResponse answer, CancellationToken cancellationToken)
    {
        var sink = new HttpResponseSink(http);
        await sink.StartAsync(
            answer.Status, answer.ContentType, [.. answer.Headers, new("Idempotent-Replayed", "true")], cancellationToken);
        await sink.WriteAsync(answer.Body, cancellationToken);
    }
}
