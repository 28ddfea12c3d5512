using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A whole message as the events of a stream.</summary>
internal static class MessagesReplay
{
    public static IEnumerable<SseEvent> Events(JsonObject answer)
    {
        var started = answer.DeepClone().AsObject();
        started["content"] = new JsonArray();
        started["stop_reason"] = null;
        started["stop_sequence"] = null;
        yield return Event("message_start", ("message", started));
        var blocks = answer["content"]!.AsArray();
        for (var i = 0; i < blocks.Count; i++)
        {
            foreach (var told in Block(blocks[i]!.AsObject(), i))
            {
                yield return told;
            }
        }

        foreach (var told in End(answer["stop_reason"], answer["stop_sequence"], answer["usage"]))
        {
            yield return told;
        }
    }

    public static IEnumerable<SseEvent> End(JsonNode? reason, JsonNode? sequence, JsonNode? usage)
    {
        yield return Event(
            "message_delta",
            ("delta", new JsonObject { ["stop_reason"] = Copy(reason), ["stop_sequence"] = Copy(sequence) }),
            ("usage", Copy(usage) ?? new JsonObject { ["output_tokens"] = 0 }));
        yield return Event("message_stop");
    }

    /// <summary>The events of one block; a live stream sends a withheld one so, too.</summary>
    public static IEnumerable<SseEvent> Block(JsonObject block, int index)
    {
        var opened = block.DeepClone().AsObject();
        var deltas = new List<JsonObject>();
        switch (GatewayJson.Text(block, "type"))
        {
            case "text":
                opened["text"] = "";
                deltas.Add(Delta("text_delta", "text", block["text"]));
                if (block["citations"] is JsonArray { Count: > 0 } citations)
                {
                    opened["citations"] = new JsonArray();
                    deltas.AddRange(citations.Select(static one => Delta("citations_delta", "citation", one)));
                }

                break;
            case "thinking":
                opened["thinking"] = "";
                deltas.Add(Delta("thinking_delta", "thinking", block["thinking"]));
                if (block["signature"] is not null)
                {
                    opened["signature"] = "";
                    deltas.Add(Delta("signature_delta", "signature", block["signature"]));
                }

                break;
            case "tool_use" or "server_tool_use" or "mcp_tool_use" when block["input"] is JsonObject input:
                opened["input"] = new JsonObject();
                deltas.Add(Delta("input_json_delta", "partial_json", input.ToJsonString(GatewayJson.Writing)));
                break;
        }

        yield return Event("content_block_start", ("index", index), ("content_block", opened));
        foreach (var delta in deltas)
        {
            yield return Event("content_block_delta", ("index", index), ("delta", delta));
        }

        yield return Event("content_block_stop", ("index", index));
    }

    public static SseEvent Event(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in fields)
        {
            data[name] = value;
        }

        return new SseEvent(type, data);
    }

    public static JsonObject Delta(string type, string name, JsonNode? value) => new() { ["type"] = type, [name] = Copy(value) };

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
