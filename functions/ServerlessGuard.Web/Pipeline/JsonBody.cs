using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>Reads a JSON request body with bounded memory and time, and refuses bodies that two parsers could read differently.</summary>
internal static class JsonBody
{
    /// <summary>The parsed body, or its refusal. Throws only the exceptions of the transport.</summary>
    public static async ValueTask<JsonBodyResult> ReadAsync(HttpContext context, JsonBodyLimits limits, CancellationToken cancellationToken)
    {
        if (RefuseHeaders(context.Request, limits) is { } refusal)
        {
            return new JsonBodyResult.Refused(refusal);
        }

        if (TryReadBuffered(context.Request) is { } whole)
        {
            return Parse(whole, limits);
        }

        var clock = context.RequestServices?.GetService<TimeProvider>() ?? TimeProvider.System;
        using var deadline = new CancellationTokenSource(limits.MaxDuration, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        byte[]? body;
        GuardError? refused;
        try
        {
            (body, refused) = context.Request.ContentLength is { } length
                ? (await ReadExactlyAsync(context.Request.Body, length, linked.Token), null)
                : await ReadBytesAsync(context.Request.Body, limits.MaxBytes, context.Features.Get<BodyAllowance>(), linked.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Refuse(408, "body_timeout", "The request body did not arrive in time.");
        }

        return body is null ? new JsonBodyResult.Refused(refused!) : Parse(body, limits);
    }

    /// <summary>The same checks on bytes that are already in memory.</summary>
    public static JsonBodyResult Parse(byte[] utf8, JsonBodyLimits limits)
    {
        if (JsonStructure.Check(utf8, limits) is { } error)
        {
            return new JsonBodyResult.Refused(error);
        }

        JsonElement root;
        try
        {
            // Not disposed: the element keeps the document, and both live as long as the request.
            root = JsonDocument.Parse(
                utf8, new JsonDocumentOptions { MaxDepth = limits.MaxDepth, AllowDuplicateProperties = false }).RootElement;
        }
        catch (JsonException)
        {
            // Only a repeated name can still fail here. Of repeated names one parser keeps the first, another the last.
            return Refuse(400, "duplicate_property", "An object in the request body has the same property name twice.");
        }

        return limits.RequireObject && root.ValueKind != JsonValueKind.Object
            ? Refuse(400, "invalid_json", "The request body must be a JSON object.")
            : new JsonBodyResult.Parsed(root, utf8);
    }

    internal static GuardError TooLarge(long maxBytes) =>
        new(413, "body_too_large", $"The request body is larger than {maxBytes} bytes.");

    private static GuardError? RefuseHeaders(HttpRequest request, JsonBodyLimits limits)
    {
        if (request.ContentLength > limits.MaxBytes)
        {
            return TooLarge(limits.MaxBytes);
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            // A few compressed kilobytes can unpack to gigabytes; nobody needs to compress a prompt.
            return new GuardError(415, "unsupported_content_encoding", "Send the request body without Content-Encoding.");
        }

        var known = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && limits.ContentTypes.Any(accepted => type.MediaType.Equals(accepted, StringComparison.OrdinalIgnoreCase)
                || (accepted == JsonBodyLimits.AnyJson
                    && type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                    && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
            && (!type.Charset.HasValue
                || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
        return known
            ? null
            : new GuardError(
                415, "unsupported_content_type", $"Send the request body as {string.Join(" or ", limits.ContentTypes)} in UTF-8.");
    }

    /// <summary>
    /// A body that the server has whole already, as it has nearly all: it needs no deadline. Else null, with nothing read.
    /// </summary>
    private static byte[]? TryReadBuffered(HttpRequest request)
    {
        if (request.ContentLength is not { } length || !request.BodyReader.TryRead(out var read))
        {
            return null;
        }

        if (read.IsCanceled || read.Buffer.Length < length)
        {
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
            return null;
        }

        var body = new byte[length];
        var whole = read.Buffer.Slice(0, length);
        whole.CopyTo(body);
        request.BodyReader.AdvanceTo(whole.End);
        return body;
    }

    /// <summary>A body of the length that its header tells, which the server holds it to.</summary>
    private static async ValueTask<byte[]> ReadExactlyAsync(Stream body, long length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>All bytes of a body of unknown length, or why not as soon as there is one too many.</summary>
    private static async ValueTask<(byte[]? Body, GuardError? Error)> ReadBytesAsync(
        Stream body, long maxBytes, BodyAllowance? allowance, CancellationToken cancellationToken)
    {
        var buffer = BodyBuffer.Create();
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(buffer.Free, cancellationToken);
                if (read == 0)
                {
                    return (buffer.ToArray(), null);
                }

                buffer.Add(read);
                if (buffer.Length > maxBytes)
                {
                    return (null, TooLarge(maxBytes));
                }

                if (allowance?.TryAdd(read) == false)
                {
                    return (null, RequestAdmission.Refusal);
                }
            }
        }
        finally
        {
            buffer.Return();
        }
    }

    private static JsonBodyResult.Refused Refuse(int status, string code, string message) => new(new GuardError(status, code, message));
}
