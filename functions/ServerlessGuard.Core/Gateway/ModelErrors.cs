using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>What a client learns of a model's refusal: the status where it concerns the client, and a message that was inspected.</summary>
internal static class ModelErrors
{
    private const int LongestMessage = 2048;

    public static GatewayFault Translate(ModelAnswer answer, ReadOnlySpan<byte> body, IContentSession session, RedactionPlan plan)
    {
        var error = TryRead(body);
        var code = Identifier(error, "code") ?? $"model_status_{answer.Status}";
        return answer.Status switch
        {
            // The guard's own credential or address is wrong: nothing that the caller could mend or should learn.
            401 or 403 => new GatewayFault(502, "api_error", "model_credential", "The model refused the gateway's credential."),
            404 => new GatewayFault(502, "api_error", "model_not_deployed", "The model is not deployed where the policy says."),
            408 or 504 => GatewayFault.TimedOut,
            429 => new GatewayFault(429, Identifier(error, "type") ?? "rate_limit_error", code, "The model's rate limit is reached.") { RetryAfter = answer.RetryAfter },
            >= 500 => new GatewayFault(answer.Status == 503 ? 503 : 502, "api_error", code, $"The model failed with status {answer.Status}.") { RetryAfter = answer.RetryAfter },
            >= 400 => new GatewayFault(answer.Status, "invalid_request_error", code, Message(error, session, plan)),
            _ => GatewayFault.Malformed,
        };
    }

    private static string Message(JsonObject? error, IContentSession session, RedactionPlan plan)
    {
        const string Plain = "The model refused the request.";
        if (GatewayJson.Text(error, "message") is not { Length: <= LongestMessage } message)
        {
            return Plain;
        }

        // A model's complaint may quote the prompt.
        var inspected = session.Inspect(message, null, plan);
        return inspected.Findings.Any(static finding => finding.Action >= Policies.GuardAction.Hold) ? Plain : inspected.Text;
    }

    private static string? Identifier(JsonObject? error, string name) =>
        GatewayJson.Text(error, name) is { } value && Structure.IsIdentifier(value) ? value : null;

    private static JsonObject? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            var root = JsonNode.Parse(body, null, GatewayJson.Reading) as JsonObject;
            return root?["error"] as JsonObject ?? root;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
