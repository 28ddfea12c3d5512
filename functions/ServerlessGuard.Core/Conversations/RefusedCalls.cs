using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A call that may not be made.</summary>
internal sealed record RefusedCall(ToolCall Call, string? Tool, IReadOnlyList<string> Reasons, IReadOnlyList<string> Sentences)
{
    /// <summary>The refusal as the model reads it.</summary>
    public string Message =>
        $"The call of {Tool ?? "a tool"} was refused by policy. Reasons: {string.Join(", ", Reasons)}. {string.Join(' ', Sentences)}".TrimEnd();

    /// <summary>
    /// The refusal as the tool's result, in the shape of the call's protocol; null for a call whose result can only be a picture, and for
    /// one without an id.
    /// </summary>
    public JsonObject? Result => Call.Shape switch
    {
        "function" => Call.Id is null
            ? new JsonObject { ["role"] = "function", ["name"] = Call.Name, ["content"] = Message }
            : Identified(new JsonObject { ["role"] = "tool" }, "tool_call_id", "content", Message),
        "tool_use" => Identified(new JsonObject { ["type"] = "tool_result", ["is_error"] = true }, "tool_use_id", "content", Message),
        "mcp_approval_request" => Identified(
            new JsonObject { ["type"] = "mcp_approval_response", ["approve"] = false }, "approval_request_id", "reason", Message),
        "shell_call" => Identified(Output(), "call_id", "output", new JsonArray(new JsonObject
        {
            ["stdout"] = "",
            ["stderr"] = Message,
            ["outcome"] = new JsonObject { ["type"] = "exit", ["exit_code"] = 1 },
        })),
        "apply_patch_call" => Identified(Output("failed"), "call_id", "output", Message),
        "function_call" or "custom_tool_call" or "local_shell_call" => Identified(Output(), "call_id", "output", Message),
        _ => null,
    };

    private JsonObject Output(string? status = null)
    {
        var output = new JsonObject { ["type"] = Call.Shape + "_output" };
        if (status is not null)
        {
            output["status"] = status;
        }

        return output;
    }

    private JsonObject? Identified(JsonObject result, string idName, string contentName, JsonNode content)
    {
        if (Call.Id is not { } id || !Structure.IsIdentifier(id))
        {
            return null;
        }

        result[idName] = id;
        result[contentName] = content;
        return result;
    }
}

/// <summary>
/// Takes denied calls out of an answer: they leave it, and a result that says why takes the place of the tool's. The client gets
/// those results beside the answer, for its history; the model gets them where it is asked again.
/// </summary>
internal static class RefusedCalls
{
    /// <summary>Removes the calls from the answer: its text says why, and <c>guard.refused</c> holds the results.</summary>
    public static void Remove(Answer answer, IReadOnlyList<RefusedCall> refused)
    {
        if (refused.Count == 0)
        {
            return;
        }

        var told = ForClient(refused);
        foreach (var one in refused)
        {
            one.Call.Remove(one.Message);
        }

        EndTurn(answer.Root);
        if (told is not null)
        {
            answer.Root["guard"] = told;
        }
    }

    /// <summary>The results for a client that keeps the calls in its history; null where there are none.</summary>
    public static JsonObject? ForClient(IReadOnlyList<RefusedCall> refused)
    {
        var results = new JsonArray([.. refused.Select(static one => (JsonNode?)one.Result).OfType<JsonNode>()]);
        return results.Count == 0 ? null : new JsonObject { ["refused"] = results };
    }

    /// <summary>
    /// Adds an answer, as the model gave it, and the results of its calls to the request. False, with the request as it was, where a call
    /// has no such result or the model gave several answers.
    /// </summary>
    public static bool TryFollow(JsonObject request, JsonObject answer, IReadOnlyList<RefusedCall> refused)
    {
        var results = refused.Select(static one => one.Result).OfType<JsonObject>().ToArray();
        if (results.Length != refused.Count)
        {
            return false;
        }

        if (answer["output"] is JsonArray items)
        {
            var input = request["input"] switch
            {
                JsonArray list => list,
                null => [],
                var text => [new JsonObject { ["role"] = "user", ["content"] = text.DeepClone() }],
            };
            request["input"] = new JsonArray([.. input.Concat(items).Select(static item => item?.DeepClone()), .. results]);
            return true;
        }

        if (request["messages"] is not JsonArray messages)
        {
            return false;
        }

        if (answer["content"] is JsonArray blocks)
        {
            messages.Add((JsonNode)new JsonObject { ["role"] = "assistant", ["content"] = blocks.DeepClone() });
            messages.Add((JsonNode)new JsonObject { ["role"] = "user", ["content"] = new JsonArray([.. results]) });
            return true;
        }

        if (answer["choices"] is not JsonArray { Count: 1 } choices || choices[0]?["message"] is not JsonObject message)
        {
            return false;
        }

        var said = new JsonObject { ["role"] = "assistant", ["content"] = message["content"]?.DeepClone() };
        foreach (var name in new[] { "tool_calls", "function_call", "reasoning_content" })
        {
            if (message[name] is { } value)
            {
                said[name] = value.DeepClone();
            }
        }

        messages.Add((JsonNode)said);
        foreach (var result in results)
        {
            messages.Add((JsonNode)result);
        }

        return true;
    }

    /// <summary>An answer without calls does not end for calls: a client would look for them.</summary>
    private static void EndTurn(JsonObject root)
    {
        foreach (var choice in (root["choices"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (choice["message"] is JsonObject message && message["tool_calls"] is null && message["function_call"] is null
                && GatewayJson.Text(choice, "finish_reason") is "tool_calls" or "function_call")
            {
                choice["finish_reason"] = "stop";
            }
        }

        if (root["content"] is JsonArray blocks && GatewayJson.Text(root, "stop_reason") == "tool_use"
            && !blocks.Any(static block => GatewayJson.Text(block, "type") == "tool_use"))
        {
            root["stop_reason"] = "end_turn";
        }
    }
}
