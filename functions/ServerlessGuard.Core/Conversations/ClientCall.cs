using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>An item of the Responses API that asks the client to run something, or to let the platform run it.</summary>
/// <param name="Type">The item's type.</param>
/// <param name="Name">The tool as a policy names it: the function's name, the type of a tool of the API, or SERVER.TOOL of an MCP
/// server.</param>
/// <param name="Arguments">The field that holds the arguments.</param>
/// <param name="Id">By which its result names it.</param>
internal sealed record ClientCall(string Type, string Name, string Arguments, string? Id)
{
    /// <summary>The call that an item is, or null.</summary>
    public static ClientCall? Of(JsonNode? item) => GatewayJson.Text(item, "type") switch
    {
        "function_call" => Named(item!, "function_call", "arguments"),
        "custom_tool_call" => Named(item!, "custom_tool_call", "input"),
        "computer_call" => OfTool(item!, "computer_call", "computer", item!["actions"] is null ? "action" : "actions"),
        "local_shell_call" => OfTool(item!, "local_shell_call", "local_shell", "action"),
        "shell_call" => OfTool(item!, "shell_call", "shell", "action"),
        "apply_patch_call" => OfTool(item!, "apply_patch_call", "apply_patch", "operation"),
        "mcp_approval_request" => new ClientCall(
            "mcp_approval_request", $"{GatewayJson.Text(item, "server_label")}.{GatewayJson.Text(item, "name")}", "arguments",
            GatewayJson.Text(item, "id")),
        _ => null,
    };

    /// <summary>A tool's type as a policy names it: one tool has one name, whatever its version is called.</summary>
    public static string ToolOf(string type) => type == "computer_use_preview" ? "computer" : type;

    private static ClientCall Named(JsonNode item, string type, string arguments) => OfTool(
        item, type, GatewayJson.Text(item, "name") ?? "", arguments);

    private static ClientCall OfTool(JsonNode item, string type, string name, string arguments) =>
        new(type, name, arguments, GatewayJson.Text(item, "call_id"));
}
