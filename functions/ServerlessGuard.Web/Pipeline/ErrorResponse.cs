using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// Writes a <see cref="GuardError"/>: OpenAI's shape under <c>/v1</c> and <c>/openai</c>, Anthropic's for its clients, so that each
/// raises its own typed errors, a plain page for a browser in the console, and problem details (RFC 9457) elsewhere.
/// </summary>
internal static class ErrorResponse
{
    public static Task WriteAsync(HttpContext context, GuardError error, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        if (error.Status is 408 or 413 && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // The client is still sending the body, and closing is cheaper than reading the rest.
            response.Headers.Connection = "close";
        }

        if (context.Request.Path.StartsWithSegments("/console", StringComparison.Ordinal)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            return WritePageAsync(context, error, cancellationToken);
        }

        var anthropic = OpenAiPaths.IsAnthropics(context.Request);
        var openAi = OpenAiPaths.Contains(context.Request.Path);
        response.ContentType = anthropic || openAi ? "application/json" : "application/problem+json";
        var body = anthropic ? AnthropicBody(error, context.TraceIdentifier)
            : openAi ? OpenAiBody(error)
            : ProblemBody(error, context.TraceIdentifier);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, cancellationToken).AsTask();
    }

    /// <summary><c>{"error":{"message","type","param","code"}}</c> in UTF-8: also the last event of a stream that fails.</summary>
    public static ReadOnlyMemory<byte> OpenAiBody(GuardError error)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary><c>{"type":"error","error":{"type","message","code"},"request_id"}</c> in UTF-8.</summary>
    private static ReadOnlyMemory<byte> AnthropicBody(GuardError error, string requestId)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", MessageErrors.TypeOf(error.Status));
        json.WriteString("message", error.Message);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
        json.WriteString("request_id", requestId);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static Task WritePageAsync(HttpContext context, GuardError error, CancellationToken cancellationToken)
    {
        Html page = $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{error.Status} · ServerlessGuard</title></head>
            <body><main><h1>{ReasonPhrases.GetReasonPhrase(error.Status)}</h1><p>{error.Message}</p><p>Request {context.TraceIdentifier}</p><p><a href="/console/">Back to the console</a></p></main></body></html>
            """;
        var body = Encoding.UTF8.GetBytes(page.ToString());
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, cancellationToken).AsTask();
    }

    private static ReadOnlyMemory<byte> ProblemBody(GuardError error, string requestId)
    {
        var title = ReasonPhrases.GetReasonPhrase(error.Status);
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", title.Length > 0 ? title : error.Status.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("status", error.Status);
        json.WriteString("detail", error.Message);
        json.WriteString("code", error.Code);
        if (error.Param is not null)
        {
            json.WriteString("param", error.Param);
        }

        json.WriteString("requestId", requestId);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
