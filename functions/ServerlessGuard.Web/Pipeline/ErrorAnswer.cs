using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// Writes a <see cref="GuardError"/>: OpenAI's shape under <c>/v1</c>, so that its clients raise their own typed
/// errors, and problem details (RFC 9457) elsewhere.
/// </summary>
internal static class ErrorAnswer
{
    public static Task WriteAsync(HttpContext context, GuardError error, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        if (error.Status is 408 or 413 && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // The rest of the body is on its way: closing is cheaper than reading it to its end.
            response.Headers.Connection = "close";
        }

        var openAi = context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);
        response.ContentType = openAi ? "application/json" : "application/problem+json";
        var body = openAi ? OpenAiBody(error) : ProblemBody(error, context.TraceIdentifier);
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
