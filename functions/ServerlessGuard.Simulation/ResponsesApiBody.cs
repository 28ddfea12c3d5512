using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation;

/// <summary>An answer in the shapes of the responses API.</summary>
internal sealed class ResponsesApiBody(SimulatedPrompt prompt, SimulatedResponse answer, string id, long created)
{
    public JsonObject ToResponse() => Envelope("completed", Items());

    /// <summary>The events of the stream with their names, in the order the API documents.</summary>
    public IEnumerable<JsonObject> ToEvents(int pieceLength)
    {
        var sequence = 0;
        JsonObject Event(string type, JsonObject body)
        {
            body["type"] = type;
            body["sequence_number"] = sequence++;
            return body;
        }

        yield return Event("response.created", new() { ["response"] = Envelope("in_progress", []) });
        yield return Event("response.in_progress", new() { ["response"] = Envelope("in_progress", []) });
        if (answer.ToolCalls.Count == 0)
        {
            var item = $"msg_{id}";
            JsonObject At(JsonObject body)
            {
                body["item_id"] = item;
                body["output_index"] = 0;
                body["content_index"] = 0;
                return body;
            }

            yield return Event("response.output_item.added", new() { ["output_index"] = 0, ["item"] = MessageItem("in_progress", null) });
            yield return Event("response.content_part.added", At(new() { ["part"] = TextPart("") }));
            foreach (var piece in TextPieces.Cut(answer.Text, pieceLength))
            {
                yield return Event("response.output_text.delta", At(new() { ["delta"] = piece, ["logprobs"] = new JsonArray() }));
            }

            yield return Event("response.output_text.done", At(new() { ["text"] = answer.Text, ["logprobs"] = new JsonArray() }));
            yield return Event("response.content_part.done", At(new() { ["part"] = TextPart(answer.Text) }));
            yield return Event(
                "response.output_item.done", new() { ["output_index"] = 0, ["item"] = MessageItem("completed", answer.Text) });
        }

        for (var i = 0; i < answer.ToolCalls.Count; i++)
        {
            var call = answer.ToolCalls[i];
            yield return Event("response.output_item.added", new() { ["output_index"] = i, ["item"] = CallItem(call, "in_progress", "") });
            foreach (var piece in TextPieces.Cut(call.Arguments, pieceLength))
            {
                yield return Event(
                    "response.function_call_arguments.delta",
                    new() { ["item_id"] = $"fc_{call.Id}", ["output_index"] = i, ["delta"] = piece });
            }

            yield return Event(
                "response.function_call_arguments.done",
                new() { ["item_id"] = $"fc_{call.Id}", ["output_index"] = i, ["name"] = call.Name, ["arguments"] = call.Arguments });
            yield return Event(
                "response.output_item.done", new() { ["output_index"] = i, ["item"] = CallItem(call, "completed", call.Arguments) });
        }

        yield return Event("response.completed", new() { ["response"] = ToResponse() });
    }

    private JsonArray Items() => answer.ToolCalls.Count == 0
        ? [MessageItem("completed", answer.Text)]
        : new JsonArray([.. answer.ToolCalls.Select(static call => (JsonNode)CallItem(call, "completed", call.Arguments))]);

    private JsonObject MessageItem(string status, string? text) => new()
    {
        ["id"] = $"msg_{id}",
        ["type"] = "message",
        ["status"] = status,
        ["role"] = "assistant",
        ["content"] = text is null ? [] : new JsonArray(TextPart(text)),
    };

    private static JsonObject TextPart(string text) => new()
    {
        ["type"] = "output_text",
        ["text"] = text,
        ["annotations"] = new JsonArray(),
        ["logprobs"] = new JsonArray(),
    };

    private static JsonObject CallItem(SimulatedToolCall call, string status, string arguments) => new()
    {
        ["id"] = $"fc_{call.Id}",
        ["type"] = "function_call",
        ["status"] = status,
        ["call_id"] = call.Id,
        ["name"] = call.Name,
        ["arguments"] = arguments,
    };

    private JsonObject Envelope(string status, JsonArray output)
    {
        var (input, written) = (TextPieces.Tokens(prompt.Text), TextPieces.Tokens(answer.Text));
        return new()
        {
            ["id"] = $"resp_{id}",
            ["object"] = "response",
            ["created_at"] = created,
            ["status"] = status,
            ["error"] = null,
            ["incomplete_details"] = null,
            ["instructions"] = null,
            ["metadata"] = new JsonObject(),
            ["model"] = prompt.Model,
            ["output"] = output,
            ["parallel_tool_calls"] = true,
            ["temperature"] = 1.0,
            ["tool_choice"] = "auto",
            ["tools"] = new JsonArray(),
            ["top_p"] = 1.0,
            ["usage"] = status == "completed"
                ? new JsonObject
                {
                    ["input_tokens"] = input,
                    ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
                    ["output_tokens"] = written,
                    ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
                    ["total_tokens"] = input + written,
                }
                : null,
        };
    }
}
