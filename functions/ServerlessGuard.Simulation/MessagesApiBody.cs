using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation;

/// <summary>An answer in the shapes of Anthropic's Messages API.</summary>
internal sealed class MessagesApiBody(SimulatedPrompt prompt, SimulatedResponse answer, string id)
{
    private string StopReason => answer.ToolCalls.Count > 0 ? "tool_use" : answer.FinishReason == "length" ? "max_tokens" : "end_turn";

    public JsonObject ToMessage()
    {
        var message = Envelope(new JsonArray([.. Blocks().Select(static block => (JsonNode)block)]));
        message["stop_reason"] = StopReason;
        return message;
    }

    /// <summary>The events of the stream, in the order that the API documents.</summary>
    public IEnumerable<JsonObject> ToEvents(int pieceLength)
    {
        yield return new() { ["type"] = "message_start", ["message"] = Envelope([]) };
        var index = 0;
        foreach (var block in Blocks())
        {
            var isCall = answer.ToolCalls.Count > 0;
            var text = isCall ? block["input"]!.ToJsonString() : (string)block["text"]!;
            block[isCall ? "input" : "text"] = isCall ? new JsonObject() : "";
            yield return new() { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = block };
            if (index == 0)
            {
                yield return new() { ["type"] = "ping" };
            }

            foreach (var piece in TextPieces.Cut(text, pieceLength))
            {
                yield return new()
                {
                    ["type"] = "content_block_delta",
                    ["index"] = index,
                    ["delta"] = new JsonObject
                    {
                        ["type"] = isCall ? "input_json_delta" : "text_delta",
                        [isCall ? "partial_json" : "text"] = piece,
                    },
                };
            }

            yield return new() { ["type"] = "content_block_stop", ["index"] = index++ };
        }

        yield return new()
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = StopReason, ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = TextPieces.Tokens(answer.Text) },
        };
        yield return new() { ["type"] = "message_stop" };
    }

    private IEnumerable<JsonObject> Blocks() => answer.ToolCalls.Count == 0
        ? [new JsonObject { ["type"] = "text", ["text"] = answer.Text }]
        : answer.ToolCalls.Select(static call => new JsonObject
        {
            ["type"] = "tool_use",
            ["id"] = call.Id,
            ["name"] = call.Name,
            ["input"] = JsonNode.Parse(call.Arguments),
        });

    private JsonObject Envelope(JsonArray content) => new()
    {
        ["id"] = $"msg_{id}",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = prompt.Model,
        ["content"] = content,
        ["stop_reason"] = null,
        ["stop_sequence"] = null,
        ["usage"] = new JsonObject
        {
            ["input_tokens"] = TextPieces.Tokens(prompt.Text),
            ["output_tokens"] = TextPieces.Tokens(answer.Text),
        },
    };
}
