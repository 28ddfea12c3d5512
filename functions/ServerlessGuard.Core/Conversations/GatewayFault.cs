using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>An error as OpenAI's clients read it.</summary>
public sealed record GatewayFault(int Status, string Type, string Code, string Message)
{
    /// <summary>Seconds or an HTTP date, as the model said it.</summary>
    public string? RetryAfter { get; init; }

    public static GatewayFault Unreachable { get; } = new(502, "api_error", "model_unreachable", "The model could not be reached.");

    public static GatewayFault TimedOut { get; } = new(504, "api_error", "model_timeout", "The model did not answer in time.");

    public static GatewayFault StreamBroken { get; } = new(502, "api_error", "model_stream_broken", "The model's answer broke off.");

    public static GatewayFault Malformed { get; } = new(
        502, "api_error", "model_malformed", "The model's answer is malformed and was not passed on.");

    public static GatewayFault TooLarge { get; } = new(
        502, "api_error", "model_answer_too_large", "The model's answer is larger than the gateway passes.");

    public static GatewayFault AuditClosed { get; } = new(
        503, "api_error", "guard_closed", "The audit log is unavailable, so the gateway answers nothing.");

    public static GatewayFault GuardClosed { get; } = new(
        503, "api_error", "guard_failed", "A guard failed, so the gateway answers nothing.");

    public static GatewayFault Stopped { get; } = new(503, "api_error", "model_stopped", "This model is stopped.");

    public static GatewayFault Suspended { get; } = new(
        403, "permission_error", "caller_suspended", "This caller is suspended, because its use showed misuse. A person must lift it.");

    public static GatewayFault Throttled { get; } = new(
        429, "rate_limit_error", "caller_throttled",
        "This caller is limited, because its use showed misuse. Try again after the time in Retry-After.");

    public static GatewayFault Invalid(string message) => new(400, "invalid_request_error", "invalid_request", message);

    public static GatewayFault NoSuchResponse { get; } = new(
        404, "invalid_request_error", "response_not_found", "There is no such response that this caller made.");

    public static GatewayFault ResponseWithheld { get; } = new(
        404, "invalid_request_error", "response_withheld", "The guard withheld this response, so it is neither given nor continued.");

    public static GatewayFault JoinNotAllowed { get; } = new(
        400, "invalid_request_error", "invalid_join",
        "The header Guard-Join is not one that this guard handed out. Send it exactly as an earlier answer had it, or leave it out.");

    public static GatewayFault ModelNotAllowed { get; } = new(
        403, "permission_error", "model_not_allowed", "This application may not use that model.");

    internal JsonObject ToJson() => new()
    {
        ["error"] = new JsonObject { ["message"] = Message, ["type"] = Type, ["param"] = null, ["code"] = Code },
    };

    internal byte[] ToBytes() => GatewayJson.ToBytes(ToJson());
}
