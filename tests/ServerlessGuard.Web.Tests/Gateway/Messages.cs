using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Requests, answers and streams of Anthropic's Messages API as tests write and read them.</summary>
internal static class Messages
{
    public const string Path = "/v1/messages";

    public static string Request(string content, bool stream = false, string more = "") =>
        "{\"model\":\"claims-ft\",\"max_tokens\":100,\"stream\":" + (stream ? "true" : "false") + more
        + ",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";

    public static string Said(string text, bool stream = false) => Request(JsonValue.Create(text).ToJsonString(), stream);

    public static string Answer(params string[] blocks) =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claims-ft","content":[{{{string.Join(',', blocks)}}}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":4}}""";

    public static string Text(string text) => new JsonObject { ["type"] = "text", ["text"] = text }.ToJsonString();

    public static string Call(string tool, string input) => $$$"""{"type":"tool_use","id":"toolu_1","name":"{{{tool}}}","input":{{{input}}}}""";

    public static string Start { get; } = Event(
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claims-ft","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}""");

    public static string Stop(string reason = "end_turn") =>
        Event($$$"""{"type":"message_delta","delta":{"stop_reason":"{{{reason}}}","stop_sequence":null},"usage":{"output_tokens":4}}""") + Event("""{"type":"message_stop"}""");

    public static string Open(int index, string block) => Event($$$"""{"type":"content_block_start","index":{{{index}}},"content_block":{{{block}}}}""");

    public static string Delta(int index, string delta) => Event($$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{{{delta}}}}""");

    public static string Piece(int index, string text, string kind = "text") =>
        Delta(index, new JsonObject { ["type"] = kind + "_delta", [kind] = text }.ToJsonString());

    public static string Close(int index) => Event($$"""{"type":"content_block_stop","index":{{index}}}""");

    public static string[] Stream(params string[] pieces) =>
        [Start, Open(0, Text("")), Event("""{"type":"ping"}"""), .. pieces.Select(static piece => Piece(0, piece)), Close(0), Stop()];

    public static string Event(string data) => $"event: {JsonNode.Parse(data)!["type"]}\ndata: {data}\n\n";

    /// <summary>The message that a client puts together, as its blocks; throws for a stream that no client could read.</summary>
    public static JsonArray Blocks(string stream)
    {
        var blocks = new List<JsonObject>();
        var (open, text) = (new HashSet<int>(), new Dictionary<int, StringBuilder>());
        foreach (var told in Chat.Events(stream))
        {
            var index = told["index"]?.GetValue<int>() ?? -1;
            switch (told["type"]!.GetValue<string>())
            {
                case "content_block_start":
                    index.ShouldBe(blocks.Count, stream);
                    open.Add(index);
                    text[index] = new StringBuilder();
                    blocks.Add(told["content_block"]!.DeepClone().AsObject());
                    break;
                case "content_block_delta":
                    open.ShouldContain(index, stream);
                    Add(blocks[index], told["delta"]!.AsObject(), text[index]);
                    break;
                case "content_block_stop":
                    open.Remove(index).ShouldBeTrue(stream);
                    if (text[index].Length > 0)
                    {
                        blocks[index]["input"] = JsonNode.Parse(text[index].ToString());
                    }

                    break;
            }
        }

        open.ShouldBeEmpty(stream);
        return new JsonArray([.. blocks]);
    }

    public static string Joined(string stream, string kind = "text") =>
        string.Concat(Blocks(stream).Select(block => block![kind]?.GetValue<string>()));

    public static string StopReason(string stream) =>
        Chat.Events(stream)
            .Single(static told => told["type"]!.GetValue<string>() == "message_delta")["delta"]!["stop_reason"]!
            .GetValue<string>();

    public static string Offered(string tool) => $$$""","tools":[{"name":"{{{tool}}}","input_schema":{"type":"object"}}]""";

    /// <summary>The events of an answer whose texts come in pieces of a few characters, halves of a character among them.</summary>
    public static string[] Cut(string answer, int size)
    {
        var events = new List<string> { Start };
        var blocks = JsonNode.Parse(answer)!["content"]!.AsArray();
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i]!.DeepClone().AsObject();
            var type = block["type"]!.GetValue<string>();
            var (field, delta) = type switch
            {
                "text" => ("text", "text_delta"),
                "thinking" => ("thinking", "thinking_delta"),
                "tool_use" or "server_tool_use" => ("input", "input_json_delta"),
                _ => ("", ""),
            };
            var pieces = new List<string>();
            if (field.Length > 0)
            {
                var text = field == "input" ? block[field]!.ToJsonString() : block[field]!.GetValue<string>();
                block[field] = field == "input" ? new JsonObject() : "";
                pieces.AddRange(text.Chunk(size).Select(piece =>
                    $$"""{"type":"{{delta}}","{{(field == "input" ? "partial_json" : field)}}":"{{Escaped(piece)}}"}"""));
            }

            foreach (var citation in block["citations"]?.AsArray() ?? [])
            {
                pieces.Add(new JsonObject { ["type"] = "citations_delta", ["citation"] = citation!.DeepClone() }.ToJsonString());
            }

            block.Remove("citations");
            if (block["signature"] is { } signature)
            {
                pieces.Add(new JsonObject { ["type"] = "signature_delta", ["signature"] = signature.DeepClone() }.ToJsonString());
                block["signature"] = "";
            }

            events.Add(Open(i, block.ToJsonString()));
            events.AddRange(pieces.Select(piece => $"event: content_block_delta\ndata: {{\"type\":\"content_block_delta\",\"index\":{i},\"delta\":{piece}}}\n\n"));
            events.Add(Close(i));
        }

        return [.. events, Stop()];
    }

    public static async Task ShouldBeErrorAsync(HttpResponseMessage response, int status, string type)
    {
        var body = await response.JsonAsync();
        ((int)response.StatusCode).ShouldBe(status, body.ToJsonString());
        body["type"]!.GetValue<string>().ShouldBe("error");
        body["error"]!["type"]!.GetValue<string>().ShouldBe(type);
        body["error"]!["message"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    private static void Add(JsonObject block, JsonObject delta, StringBuilder input)
    {
        switch (delta["type"]!.GetValue<string>())
        {
            case "input_json_delta":
                input.Append(delta["partial_json"]!.GetValue<string>());
                break;
            case "citations_delta":
                (block["citations"] ??= new JsonArray()).AsArray().Add(delta["citation"]!.DeepClone());
                break;
            case "signature_delta":
                block["signature"] = delta["signature"]!.GetValue<string>();
                break;
            case var kind:
                var name = kind[..^"_delta".Length];
                block[name] = block[name]!.GetValue<string>() + delta[name]!.GetValue<string>();
                break;
        }
    }

    private static string Escaped(char[] piece) => string.Concat(piece.Select(static c =>
        char.IsAsciiLetterOrDigit(c) || c == ' ' ? c.ToString() : $"\\u{(int)c:x4}"));
}
