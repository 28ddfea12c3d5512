using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Chat completions.</summary>
internal sealed class ChatProtocol : Protocol
{
    public override string Name => "chat";

    public override string Path => "chat/completions";

    public override bool StreamsLive => true;

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        var model = RequireModel(root);
        if (root["messages"] is not JsonArray { Count: > 0 } messages)
        {
            throw new ContentRefusedException("invalid_request", "The field messages must be an array with at least one message.");
        }

        RequireCount(messages, bounds);
        RequestFields.Check(root, this, bounds.AllowedFields);
        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        var instructions = new List<string>();
        string? anchor = null;
        foreach (var (index, node) in messages.Index())
        {
            if (node is not JsonObject message || GatewayJson.Text(message, "role") is not { } role)
            {
                throw new ContentRefusedException("invalid_request", "Each message must be an object with a role.");
            }

            var first = content.Fields.Count;
            var source = ChatMessages.SourceOf(role);
            content.Place = PlaceOf("messages", index, source);
            ChatMessages.Read(message, source, content);
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

        if (root["prediction"] is JsonObject { } prediction && prediction["content"] is JsonArray predicted)
        {
            foreach (var part in predicted)
            {
                ContentParts.Read(part, TextFieldSource.Assistant, content);
            }

            content.Others(prediction, TextFieldSource.Setting, "content");
            content.Others(root, TextFieldSource.Setting, "messages", "model", "prediction");
        }
        else
        {
            content.Others(root, TextFieldSource.Setting, "messages", "model");
        }

        PlatformTools.Find(root, content);
        return new Conversation
        {
            Root = root,
            Model = model,
            Stream = GatewayJson.True(root, "stream"),
            IncludeUsage = GatewayJson.True(root["stream_options"], "include_usage"),
            ExpectsJson = GatewayJson.Text(root["response_format"], "type") is "json_object" or "json_schema",
            Content = content,
            Instructions = instructions,
            Anchor = anchor ?? "",
        };
    }

    public override IReadOnlyList<Utterance> ReadUtterances(JsonObject root) => Utterances.OfChat(root);

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (root["choices"] is not JsonArray choices)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's answer has no choices.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        foreach (var node in choices)
        {
            if (node is not JsonObject choice || choice["message"] is not JsonObject message)
            {
                throw new ContentRefusedException("content.unknown-shape", "The model's answer has a choice without a message.");
            }

            if (choice["logprobs"] is not null)
            {
                // The tokens of a log probability list spell out the text that was redacted.
                content.Prunings.Add(() => choice["logprobs"] = null);
            }

            ChatMessages.Read(message, TextFieldSource.Output, content);
            content.Others(choice, TextFieldSource.Output, "message", "logprobs");
        }

        content.Others(root, TextFieldSource.Output, "choices");
        return new Answer(root, content);
    }

    public override JsonObject Refusal(Refusal refusal) => new()
    {
        ["id"] = "chatcmpl-" + refusal.Interaction,
        ["object"] = "chat.completion",
        ["created"] = refusal.Created,
        ["model"] = refusal.Model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = refusal.Message, ["refusal"] = null },
            ["logprobs"] = null,
            ["finish_reason"] = "content_filter",
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 0, ["completion_tokens"] = 0, ["total_tokens"] = 0 },
    };

    public override IEnumerable<SseEvent> Replay(JsonObject answer, bool includeUsage) => ChatReplay.Events(answer, includeUsage);

    public override IEnumerable<SseEvent> Failure(JsonObject error) => [new SseEvent(null, error), SseEvent.Done];

    public override IResponseAssembler Assemble() => new ChatAssembler();

    public override string Finish(JsonObject answer) => answer["choices"] is JsonArray choices
        ? string.Join(',', choices.Select(static choice => Structure.FinishOf(GatewayJson.Text(choice, "finish_reason"))).Distinct())
        : "none";
}
