using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace ServerlessGuard.Client;

/// <summary>A conversation as a chat completions request.</summary>
internal static class ConversationJson
{
    /// <summary>The guard reads characters as they are.</summary>
    public static JsonSerializerOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request without the call: calls that have no result yet are left out, since they are decided one by one.</summary>
    public static JsonObject Request(string model, IEnumerable<ChatMessage> history, IEnumerable<AITool>? tools)
    {
        var said = history.ToList();
        var answered = said.SelectMany(static one => one.Contents)
            .OfType<FunctionResultContent>()
            .Select(static one => one.CallId)
            .ToHashSet(StringComparer.Ordinal);
        var messages = new JsonArray();
        foreach (var message in said)
        {
            Add(message, answered, messages);
        }

        if (messages.Count == 0)
        {
            // The guard reads a conversation; an agent that was given none has only its own call.
            messages.Add((JsonNode)new JsonObject { ["role"] = "user", ["content"] = "" });
        }

        var request = new JsonObject { ["model"] = model, ["messages"] = messages };
        if (tools?.OfType<AIFunctionDeclaration>().Select(Offered).ToArray() is { Length: > 0 } offered)
        {
            request["tools"] = new JsonArray(offered);
        }

        return request;
    }

    /// <summary>The assistant's message that makes one call.</summary>
    public static JsonNode Call(FunctionCallContent call) => new JsonObject
    {
        ["role"] = "assistant",
        ["content"] = null,
        ["tool_calls"] = new JsonArray(CallOf(call)),
    };

    /// <summary>The tool's message with a result.</summary>
    public static JsonNode Result(string callId, object? result) => new JsonObject
    {
        ["role"] = "tool",
        ["tool_call_id"] = callId,
        ["content"] = result switch
        {
            null => "",
            string text => text,
            TextContent text => text.Text,
            JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => Write(result, result.GetType()),
        },
    };

    /// <summary>Arguments by their names. Throws <see cref="GuardException"/> where they are no object.</summary>
    public static IReadOnlyDictionary<string, object?> Arguments(string json)
    {
        try
        {
            JsonTypeInfo type = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(Dictionary<string, object?>));
            return JsonSerializer.Deserialize(json, type) as Dictionary<string, object?> ?? [];
        }
        catch (JsonException failure)
        {
            throw new GuardException("The guard's answer holds no arguments; the tool is not used.", failure);
        }
    }

    private static void Add(ChatMessage message, HashSet<string> answered, JsonArray messages)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().Where(call => answered.Contains(call.CallId)).Select(CallOf).ToArray();
        var text = message.Text;
        if (message.Role != ChatRole.Tool && (text.Length > 0 || calls.Length > 0))
        {
            var said = new JsonObject { ["role"] = message.Role.Value, ["content"] = text.Length > 0 ? text : null };
            if (calls.Length > 0)
            {
                said["tool_calls"] = new JsonArray(calls);
            }

            messages.Add((JsonNode)said);
        }

        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            messages.Add(Result(result.CallId, result.Result));
        }
    }

    private static JsonNode CallOf(FunctionCallContent call) => new JsonObject
    {
        ["id"] = call.CallId,
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = call.Name,
            ["arguments"] = Write(call.Arguments ?? new Dictionary<string, object?>(), typeof(IDictionary<string, object?>)),
        },
    };

    private static string Write(object value, Type type)
    {
        JsonTypeInfo info = AIJsonUtilities.DefaultOptions.GetTypeInfo(type);
        return JsonSerializer.Serialize(value, info);
    }

    private static JsonNode Offered(AIFunctionDeclaration tool) => new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parameters"] = JsonNode.Parse(tool.JsonSchema.GetRawText()),
        },
    };
}
