using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A call that may not be made.</summary>
internal sealed record RefusedCall(ToolCall Call, string? Tool, IReadOnlyList<string> Reasons, IReadOnlyList<string> Sentences)
{
    /// <summary>The refusal as the model reads it.</summary>
    public string Message =>
        $"The call of {Tool ?? "a tool"} was refused by policy. Reasons: {string.Join(", ", Reasons)}. {string.Join(' ', Sentences)}".TrimEnd();
}

/// <summary>Takes refused calls out of an answer whose other calls may be made.</summary>
internal static class RefusedCalls
{
    /// <summary>
    /// Removes the calls, and says so twice: in the answer's text, which the model reads in its next turn, and under <c>guard</c> as tool
    /// results in the shape of the protocol, for a client that keeps the calls in its history.
    /// </summary>
    public static void Remove(Answer answer, IReadOnlyList<RefusedCall> refused)
    {
        var results = new JsonArray();
        foreach (var one in refused)
        {
            if (one.Call.Id is { } id && Structure.IsIdentifier(id))
            {
                results.Add((JsonNode)(answer.Root switch
                {
                    var root when root["output"] is JsonArray =>
                        new JsonObject { ["type"] = "function_call_output", ["call_id"] = id, ["output"] = one.Message },
                    var root when root["content"] is JsonArray =>
                        new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = id, ["content"] = one.Message, ["is_error"] = true },
                    _ => new JsonObject { ["role"] = "tool", ["tool_call_id"] = id, ["content"] = one.Message },
                }));
            }

            one.Call.Remove(one.Message);
        }

        if (results.Count > 0)
        {
            answer.Root["guard"] = new JsonObject { ["refused"] = results };
        }
    }
}
