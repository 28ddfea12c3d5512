using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A call of a tool that the model requests. Arguments are read from the tree, so they are current after a replacement.</summary>
internal sealed class ToolCall(JsonObject owner, string name, string argumentsName, string? id)
{
    /// <summary>Arguments of a call that gives none.</summary>
    public const string NoArguments = "{}";

    public string Name => name;

    public string? Id => id;

    /// <summary>The type of the item or block that the call is; <c>function</c> in chat completions.</summary>
    public string Shape { get; init; } = "function";

    /// <summary>The arguments' JSON, or the plain input of a custom tool.</summary>
    public string Arguments => owner[argumentsName] switch
    {
        var blank when IsBlank(blank) => argumentsName == "arguments" ? NoArguments : "",
        var text when GatewayJson.IsText(text) => text!.GetValue<string>(),
        var node => node!.ToJsonString(GatewayJson.Writing),
    };

    /// <summary>Some models write nothing for the arguments of a tool without parameters.</summary>
    public static bool IsBlank(JsonNode? arguments) =>
        arguments is null || (GatewayJson.IsText(arguments) && string.IsNullOrWhiteSpace(arguments.GetValue<string>()));

    /// <summary>Puts other arguments in the place: a text, or an object where they were one. Throws when they are no JSON then.</summary>
    public void Replace(string arguments) =>
        owner[argumentsName] = owner[argumentsName] is JsonObject ? JsonNode.Parse(arguments, null, GatewayJson.Reading) : arguments;

    /// <summary>Takes the call out of the answer; a text of the answer says why.</summary>
    public void Remove(string message)
    {
        JsonNode item = owner;
        while (item.Parent is not (JsonArray or null))
        {
            item = item.Parent;
        }

        if (owner.Parent is JsonObject legacy && ReferenceEquals(legacy["function_call"], owner))
        {
            legacy.Remove("function_call");
            Say(legacy, message);
        }
        else if (item.Parent is JsonArray { Parent: JsonObject holder } calls)
        {
            var at = calls.IndexOf(item);
            if (ReferenceEquals(holder["output"], calls))
            {
                calls[at] = new JsonObject
                {
                    ["type"] = "message",
                    ["id"] = "msg_guard_" + at.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["status"] = "completed",
                    ["role"] = "assistant",
                    ["content"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "output_text",
                        ["text"] = message,
                        ["annotations"] = new JsonArray(),
                    }),
                };
                return;
            }

            calls.RemoveAt(at);
            if (calls.Count == 0)
            {
                holder.Remove("tool_calls");
            }

            Say(holder, message);
        }
    }

    private static void Say(JsonObject said, string message)
    {
        if (said["content"] is JsonArray parts)
        {
            parts.Add((JsonNode)new JsonObject { ["type"] = "text", ["text"] = message });
        }
        else
        {
            said["content"] = GatewayJson.Text(said, "content") is { Length: > 0 } text ? $"{text}\n\n{message}" : message;
        }
    }

    public EmbeddedJson? Parsed { get; init; }

    /// <summary>Fields that hold the arguments: a range of the document's fields.</summary>
    public required Range Fields { get; init; }
}
