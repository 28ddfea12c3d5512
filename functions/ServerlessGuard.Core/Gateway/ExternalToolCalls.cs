using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Reads a conversation that ends with the assistant's tool calls as a request and the model's answer to it, and one that ends with their
/// results.
/// </summary>
public static class ExternalToolCalls
{
    /// <summary>The call as one that brings results of tools; null when it ends with none, or when a stream is requested.</summary>
    public static InboundCall? Results(InboundCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return !GatewayJson.True(call.Root, "stream")
            && call.Root["messages"] is JsonArray messages
            && ToolResultsProtocol.CountOf(messages) > 0
            ? call with { IsEcho = true }
            : null;
    }

    /// <summary>
    /// The call with the last message as <see cref="InboundCall.ExternalResponse"/>; null when that brings no tool calls, or when a stream
    /// is requested.
    /// </summary>
    public static InboundCall? Split(InboundCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var root = call.Root;
        if (GatewayJson.True(root, "stream")
            || root["messages"] is not JsonArray { Count: > 1 } messages
            || messages[^1] is not JsonObject last
            || GatewayJson.Text(last, "role") != "assistant"
            || last["tool_calls"] is not JsonArray { Count: > 0 })
        {
            return null;
        }

        messages.RemoveAt(messages.Count - 1);
        var answer = new JsonObject
        {
            ["id"] = "external",
            ["object"] = "chat.completion",
            ["created"] = 0,
            ["model"] = root["model"]?.DeepClone(),
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = last, ["finish_reason"] = "tool_calls" }),
        };
        return call with { Body = GatewayJson.ToBytes(root), ExternalResponse = GatewayJson.ToBytes(answer) };
    }
}
