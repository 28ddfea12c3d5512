using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Events;

/// <summary>Reads the events of one request: Event Grid's schema or CloudEvents 1.0, single, batch or binary. All or none.</summary>
internal static class EventDelivery
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    public static async ValueTask<(IReadOnlyList<GuardEvent> Events, GuardError? Error)> ReadAsync(
        HttpContext context, EventsOptions options, JsonBodyLimits limits, DateTimeOffset received, CancellationToken cancellationToken)
    {
        var binary = context.Request.Headers.ContainsKey("ce-specversion");
        var accepted = limits with
        {
            MaxBytes = options.MaxDeliveryBytes,
            RequireObject = false,
            ContentTypes = binary ? ["application/json", JsonBodyLimits.AnyJson] : ["application/json", Structured, Batch],
        };
        if (binary && HasNoBody(context.Request))
        {
            return ReadBinary(context.Request.Headers, default, received);
        }

        return await JsonBody.ReadAsync(context, accepted, cancellationToken) switch
        {
            JsonBodyResult.Parsed parsed => binary
                ? ReadBinary(context.Request.Headers, parsed.Root, received)
                : ReadAll(parsed.Root, options.MaxEvents, received),
            JsonBodyResult.Refused refused => ([], refused.Error),
            _ => throw new InvalidOperationException("An unknown result of reading a body."),
        };
    }

    private static (IReadOnlyList<GuardEvent>, GuardError?) ReadAll(JsonElement root, int maxEvents, DateTimeOffset received)
    {
        var elements = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root];
        if (elements.Length is 0 || elements.Length > maxEvents)
        {
            return Malformed($"A delivery has 1 to {maxEvents} events.");
        }

        var events = new GuardEvent[elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            if (!GuardEventJson.TryRead(elements[i], received, out var value, out var problem))
            {
                return Malformed($"Event {i}: {problem}");
            }

            events[i] = value;
        }

        return (events, null);
    }

    /// <summary>CloudEvents' binary mode: attributes in ce- headers (percent-encoded), the body is the data.</summary>
    private static (IReadOnlyList<GuardEvent>, GuardError?) ReadBinary(IHeaderDictionary headers, JsonElement data, DateTimeOffset received)
    {
        if (headers["ce-specversion"] is not ["1.0"])
        {
            return Malformed("ce-specversion must be 1.0.");
        }

        foreach (var name in (string[])["ce-id", "ce-source", "ce-type"])
        {
            if (headers[name] is not [{ Length: > 0 and <= GuardEventJson.MaxAttributeLength }])
            {
                return Malformed($"{name} must be there once, with 1 to {GuardEventJson.MaxAttributeLength} characters.");
            }
        }

        foreach (var (header, values) in headers.Where(static h => h.Key.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)))
        {
            // Names of headers have no case; those of attributes are lower-case.
            if (values is not [{ Length: <= GuardEventJson.MaxAttributeLength } text])
            {
                return Malformed($"An attribute must be there once, with at most {GuardEventJson.MaxAttributeLength} characters.");
            }

            if (CloudEventAttributes.ProblemOf(header[3..].ToLowerInvariant(), Uri.UnescapeDataString(text)) is { } problem)
            {
                return Malformed(problem);
            }
        }

        var value = new GuardEvent
        {
            Id = Attribute(headers, "ce-id")!,
            Source = Attribute(headers, "ce-source")!,
            Type = Attribute(headers, "ce-type")!,
            Subject = Attribute(headers, "ce-subject"),
            Time = Attribute(headers, "ce-time") is { } time ? CloudEventAttributes.TimeOf(time)!.Value : received,
            Trace = TraceParent.Parse(Attribute(headers, "ce-traceparent")),
            Data = data,
        };
        return ([value], null);
    }

    /// <summary>An event without data has neither a body nor a type of one.</summary>
    private static bool HasNoBody(HttpRequest request) =>
        request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding"));

    private static string? Attribute(IHeaderDictionary headers, string name) =>
        headers[name] is [{ Length: <= GuardEventJson.MaxAttributeLength } value] ? Uri.UnescapeDataString(value) : null;

    private static (IReadOnlyList<GuardEvent>, GuardError?) Malformed(string message) =>
        ([], new GuardError(400, "malformed_event", message));
}
