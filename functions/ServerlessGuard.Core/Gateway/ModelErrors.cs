using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The client's error for a model's refusal: the status where it concerns the client, and an inspected message.</summary>
internal static class ModelErrors
{
    private const int LongestMessage = 2048;

    public static GatewayFault Translate(
        ModelResponse answer, ReadOnlySpan<byte> body, IContentSession session, InstructionLeakIndex leakage, RedactionPlan plan)
    {
        var error = TryRead(body);
        var code = Code(error, "code") ?? $"model_status_{answer.Status}";
        return answer.Status switch
        {
            // The guard's own credential or address is wrong: nothing that the caller could fix or should learn.
            401 or 403 => new GatewayFault(502, "api_error", "model_credential", "The model refused the gateway's credential."),
            404 => new GatewayFault(502, "api_error", "model_not_deployed", "The model is not deployed where the policy says."),
            408 or 504 => GatewayFault.TimedOut,
            429 => new GatewayFault(429, Code(error, "type") ?? "rate_limit_error", code, "The model's rate limit is reached.")
            {
                RetryAfter = answer.RetryAfter
            },
            >= 500 => new GatewayFault(answer.Status is 503 or 529
                ? 503
                : 502, "api_error", code, $"The model failed with status {answer.Status}.")
            { RetryAfter = answer.RetryAfter },
            >= 400 => new GatewayFault(answer.Status, "invalid_request_error", code, Message(error, session, leakage, plan)),
            _ => GatewayFault.Malformed,
        };
    }

    private static string Message(JsonObject? error, IContentSession session, InstructionLeakIndex leakage, RedactionPlan plan)
    {
        const string Plain = "The model refused the request.";
        if (GatewayJson.Text(error, "message") is not { Length: <= LongestMessage } message)
        {
            return Plain;
        }

        // A model's complaint may quote the prompt.
        var watch = new InstructionLeakDetector(leakage);
        watch.Push(message);
        if (watch.Complete())
        {
            return Plain;
        }

        try
        {
            var inspected = session.Inspect(message, null, plan);
            return inspected.Findings.Any(static finding => finding.Action >= GuardAction.Hold) ? Plain : inspected.Text;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A message that cannot be inspected is left out; the model's refusal is the answer all the same.
            return Plain;
        }
    }

    /// <summary>A code is a plain word: it goes into the log and the record, where nothing of the content may be.</summary>
    private static string? Code(JsonObject? error, string name) =>
        GatewayJson.Text(error, name) is { Length: > 0 } value && FieldNames.IsPlain(value) ? value : null;

    private static JsonObject? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            var root = JsonNode.Parse(body, null, GatewayJson.Reading) as JsonObject;
            var error = root?["error"] as JsonObject ?? root;
            _ = error?.ToJsonString();
            return error;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
