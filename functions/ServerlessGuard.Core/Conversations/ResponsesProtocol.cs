using System.Globalization;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The Responses API.</summary>
internal sealed class ResponsesProtocol : Protocol
{
    public override string Name => "responses";

    public override string Path => "responses";

    public override bool StreamsLive => true;

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        var model = RequireModel(root);
        RequestFields.Check(root, this, bounds.AllowedFields);
        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        content.Property(root, "instructions", TextFieldSource.Instructions);
        var instructions = content.Fields.Select(static field => field.Text).ToList();
        string? anchor = null;
        var (refersToKept, ownInstructions) = (root["prompt"] is not null || root["conversation"] is not null, instructions.Count);
        switch (root["input"])
        {
            case JsonArray items:
                RequireCount(items, bounds);
                foreach (var (index, node) in items.Index())
                {
                    var first = content.Fields.Count;
                    content.Place = string.Create(CultureInfo.InvariantCulture, $"input[{index}]");
                    if (ResponseItems.KeptBy(node) is { } kept)
                    {
                        RequestFields.RequireKept($"The item {content.Place} ({kept})", kept, bounds.AllowedFields);
                        refersToKept = true;
                    }

                    var source = ResponseItems.ReadInput(node, content);
                    content.Place = null;
                    if (source == TextFieldSource.Instructions)
                    {
                        instructions.AddRange(content.Fields.Skip(first).Select(static field => field.Text));
                    }
                    else if (source == TextFieldSource.User && anchor is null && content.Fields.Count > first)
                    {
                        anchor = content.Fields[first].Text;
                    }
                }

                break;
            case JsonValue value when GatewayJson.IsText(value):
                var before = content.Fields.Count;
                content.Property(root, "input", TextFieldSource.User);
                anchor = content.Fields.Count > before ? content.Fields[before].Text : null;
                break;
            case null when root["prompt"] is JsonObject || root["previous_response_id"] is not null || root["conversation"] is not null:
                break;
            default:
                throw new ContentRefusedException("invalid_request", "The field input must be a string or an array of items.");
        }

        if (root["background"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
        {
            throw new ContentRefusedException(
                "invalid_request",
                "The gateway does not pass background responses: their output could be fetched without being inspected.");
        }

        foreach (var (_, value) in (root["prompt"] as JsonObject)?["variables"] as JsonObject ?? [])
        {
            // A variable is a text, which is inspected with the rest, or a part, which may be a picture.
            if (value is JsonObject part && ContentParts.IsMedia(GatewayJson.Text(part, "type")))
            {
                content.Media(GatewayJson.Text(part, "type")!);
            }
        }

        content.Others(root, TextFieldSource.Setting, "input", "instructions", "model");
        PlatformTools.Find(root, content);
        return new Conversation
        {
            Root = root,
            Model = model,
            Stream = GatewayJson.True(root, "stream"),
            IncludeUsage = false,
            ExpectsJson = GatewayJson.Text((root["text"] as JsonObject)?["format"], "type") is "json_object" or "json_schema",
            Content = content,
            Instructions = instructions,
            Previous = GatewayJson.Text(root, "previous_response_id"),
            RefersToKept = refersToKept,
            KeptInstructions = instructions.Skip(ownInstructions),
            Continues = GatewayJson.Text(root, "previous_response_id")
                ?? GatewayJson.Text(root, "conversation")
                ?? GatewayJson.Text(root["conversation"], "id"),
            Anchor = anchor ?? "",
        };
    }

    public override IReadOnlyList<Utterance> ReadUtterances(JsonObject root) => Utterances.OfResponses(root);

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (root["output"] is not JsonArray output)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's response has no output.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        foreach (var item in output)
        {
            ResponseItems.ReadOutput(item, content);
        }

        foreach (var name in ResponseItems.Spoken)
        {
            content.Property(root, name, TextFieldSource.Output);
        }

        content.Others(root, TextFieldSource.Echo, ["output", .. ResponseItems.Spoken]);
        return new Answer(root, content);
    }

    /// <summary>
    /// A completed response whose message is the refusal, as a text and as a part of that type: the agents' runner ends with an
    /// exception for a response that is incomplete, and for a message that is a refusal alone. The details say that it was filtered.
    /// </summary>
    public override JsonObject Refusal(Refusal refusal) => new()
    {
        ["id"] = "resp_" + refusal.Interaction,
        ["object"] = "response",
        ["created_at"] = refusal.Created,
        ["status"] = "completed",
        ["error"] = null,
        ["incomplete_details"] = new JsonObject { ["reason"] = "content_filter" },
        ["instructions"] = null,
        ["metadata"] = new JsonObject(),
        ["model"] = refusal.Model,
        ["output"] = new JsonArray(new JsonObject
        {
            ["type"] = "message",
            ["id"] = "msg_" + refusal.Interaction,
            ["status"] = "completed",
            ["role"] = "assistant",
            ["content"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "output_text",
                    ["text"] = refusal.Message,
                    ["annotations"] = new JsonArray(),
                    ["logprobs"] = new JsonArray()
                },
                new JsonObject { ["type"] = "refusal", ["refusal"] = refusal.Message }),
        }),
        ["parallel_tool_calls"] = true,
        ["temperature"] = null,
        ["tool_choice"] = "auto",
        ["tools"] = new JsonArray(),
        ["top_p"] = null,
        ["usage"] = null,
    };

    public override IEnumerable<SseEvent> Replay(JsonObject answer, bool includeUsage) => new ResponsesReplay(answer).Events();

    public override IEnumerable<SseEvent> Failure(JsonObject error)
    {
        var inner = error["error"]!.AsObject();
        return
        [
            new SseEvent("error", new JsonObject
            {
                ["type"] = "error",
                ["code"] = inner["code"]?.DeepClone(),
                ["message"] = inner["message"]?.DeepClone(),
                ["param"] = inner["param"]?.DeepClone(),
                ["sequence_number"] = 0,
            }),
        ];
    }

    public override IResponseAssembler Assemble() => new ResponsesAssembler();

    public override string Finish(JsonObject answer) =>
        GatewayJson.Text(answer["incomplete_details"], "reason") == "content_filter"
            ? "content_filter"
            : Structure.FinishOf(GatewayJson.Text(answer, "status"));
}
