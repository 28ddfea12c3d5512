using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A whole response as the events of a stream.</summary>
internal sealed class ResponsesReplay(JsonObject answer)
{
    public IEnumerable<SseEvent> Events()
    {
        var sequence = 0;
        foreach (var told in Replayed())
        {
            told.Data!["sequence_number"] = sequence++;
            yield return told;
        }
    }

    private IEnumerable<SseEvent> Replayed()
    {
        yield return Event("response.created", ("response", Started()));
        yield return Event("response.in_progress", ("response", Started()));
        var output = answer["output"]!.AsArray();
        for (var i = 0; i < output.Count; i++)
        {
            foreach (var told in Item(output[i]!.AsObject(), i))
            {
                yield return told;
            }
        }

        var type = GatewayJson.Text(answer, "status") switch
        {
            "incomplete" => "response.incomplete",
            "failed" => "response.failed",
            _ => "response.completed",
        };
        yield return Event(type, ("response", answer.DeepClone()));
    }

    /// <summary>The events of one output item without sequence numbers; a live stream sends a withheld tool call so, too.</summary>
    public static IEnumerable<SseEvent> Item(JsonObject item, int index)
    {
        var id = item["id"];
        var opened = item.DeepClone().AsObject();
        opened["status"] = "in_progress";
        var type = GatewayJson.Text(item, "type");
        switch (type)
        {
            case "message" when item["content"] is JsonArray parts:
                opened["content"] = new JsonArray();
                yield return Event("response.output_item.added", ("output_index", index), ("item", opened));
                for (var j = 0; j < parts.Count; j++)
                {
                    foreach (var told in Part(parts[j]!.AsObject(), id, index, j))
                    {
                        yield return told;
                    }
                }

                break;
            case "function_call" or "custom_tool_call":
                var (field, named) = type == "function_call"
                    ? ("arguments", "function_call_arguments")
                    : ("input", "custom_tool_call_input");
                opened[field] = "";
                yield return Event("response.output_item.added", ("output_index", index), ("item", opened));
                yield return Event($"response.{named}.delta", ("item_id", Copy(id)), ("output_index", index), ("delta", Copy(item[field])));
                yield return Event(
                    $"response.{named}.done", ("item_id", Copy(id)), ("output_index", index), ("name", Copy(item["name"])),
                    (field, Copy(item[field])));
                break;
            default:
                yield return Event("response.output_item.added", ("output_index", index), ("item", opened));
                break;
        }

        yield return Event("response.output_item.done", ("output_index", index), ("item", item.DeepClone()));
    }

    private static IEnumerable<SseEvent> Part(JsonObject part, JsonNode? id, int index, int at)
    {
        var field = GatewayJson.Text(part, "type") == "refusal" ? "refusal" : "text";
        var name = field == "refusal" ? "response.refusal" : "response.output_text";
        var opened = part.DeepClone().AsObject();
        var text = part[field];
        opened[field] = "";
        yield return Event(
            "response.content_part.added", ("item_id", Copy(id)), ("output_index", index), ("content_index", at), ("part", opened));
        if (text is not null)
        {
            yield return Event(
                name + ".delta", ("item_id", Copy(id)), ("output_index", index), ("content_index", at), ("delta", Copy(text)),
                ("logprobs", new JsonArray()));
            yield return Event(
                name + ".done", ("item_id", Copy(id)), ("output_index", index), ("content_index", at), (field, Copy(text)),
                ("logprobs", new JsonArray()));
        }

        yield return Event(
            "response.content_part.done", ("item_id", Copy(id)), ("output_index", index), ("content_index", at),
            ("part", part.DeepClone()));
    }

    private JsonObject Started()
    {
        var started = answer.DeepClone().AsObject();
        started["status"] = "in_progress";
        started["output"] = new JsonArray();
        started["usage"] = null;
        started["incomplete_details"] = null;
        started.Remove("output_text");
        return started;
    }

    private static SseEvent Event(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in fields)
        {
            data[name] = value;
        }

        return new SseEvent(type, data);
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
