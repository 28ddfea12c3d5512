using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Errors as Anthropic's clients read them; <c>code</c> is the guard's own, beside their fields.</summary>
public static class MessageErrors
{
    internal static JsonObject Of(GatewayFault fault) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["type"] = TypeOf(fault.Status), ["message"] = fault.Message, ["code"] = fault.Code },
    };

    /// <summary>The API's word for a status.</summary>
    public static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 => "overloaded_error",
        504 => "timeout_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
