using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Anthropic's Messages API. The model behind the gateway speaks it too: nothing is translated into another protocol.</summary>
internal sealed class MessagesProtocol : Protocol
{
    /// <summary>The version whose shapes the gateway reads; it calls the model with the same one.</summary>
    public const string Version = "2023-06-01";

    public override string Name => "messages";

    public override string Path => "messages";

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
        MessageBlocks.ReadContent(root, "system", TextFieldSource.Instructions, content);
        var instructions = content.Fields.Select(static field => field.Text).ToList();
        string? anchor = null;
        foreach (var node in messages)
        {
            if (node is not JsonObject message || GatewayJson.Text(message, "role") is not { } role)
            {
                throw new ContentRefusedException("invalid_request", "Each message must be an object with a role.");
            }

            var first = content.Fields.Count;
            var source = ChatMessages.SourceOf(role);
            MessageBlocks.ReadContent(message, "content", source, content);
            content.Others(message, source, "content");
            if (source == TextFieldSource.Instructions)
            {
                instructions.AddRange(content.Fields.Skip(first).Select(static field => field.Text));
            }
            else
            {
                anchor ??= content.Fields.Skip(first).FirstOrDefault(static field => field.Source == TextFieldSource.User)?.Text;
            }
        }

        content.Others(root, TextFieldSource.Setting, "messages", "model", "system");
        MessageTools.Find(root, content);
        return new Conversation
        {
            Root = root,
            Model = model,
            Stream = GatewayJson.True(root, "stream"),
            IncludeUsage = true,
            ExpectsJson = GatewayJson.Text(
                (root["output_config"] as JsonObject)?["format"] ?? root["output_format"], "type") == "json_schema",
            Content = content,
            Instructions = instructions,
            Anchor = anchor ?? "",
        };
    }

    public override IReadOnlyList<Utterance> ReadUtterances(JsonObject root) => Utterances.OfMessages(root);

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (root["content"] is not JsonArray blocks)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's answer has no content.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        foreach (var block in blocks)
        {
            MessageBlocks.Read(block, TextFieldSource.Output, content);
        }

        content.Others(root, TextFieldSource.Output, "content");
        return new Answer(root, content);
    }

    /// <summary>A message that ends with the API's own reason for an answer that was not given.</summary>
    public override JsonObject Refusal(Refusal refusal) => new()
    {
        ["id"] = "msg_" + refusal.Interaction,
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = refusal.Model,
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = refusal.Message }),
        ["stop_reason"] = "refusal",
        ["stop_sequence"] = null,
        ["usage"] = new JsonObject { ["input_tokens"] = 0, ["output_tokens"] = 0 },
    };

    public override IEnumerable<SseEvent> Replay(JsonObject answer, bool includeUsage) => MessagesReplay.Events(answer);

    public override JsonObject Error(GatewayFault fault) => MessageErrors.Of(fault);

    public override IEnumerable<SseEvent> Failure(JsonObject error) => [new SseEvent("error", error)];

    public override IResponseAssembler Assemble() => new MessageAssembler();

    public override string Finish(JsonObject answer) => GatewayJson.Text(answer, "stop_reason") is var reason && reason == "refusal"
        ? "content_filter"
        : Structure.FinishOf(reason);

    public override IReadOnlyList<KeyValuePair<string, string>> Headers { get; } = [new("anthropic-version", Version)];
}

/// <summary>
/// The number of tokens that a request of the Messages API has: the request is judged as the other, the answer is a number.
/// </summary>
internal sealed class MessageTokensProtocol : PlainProtocol
{
    public override string Name => "messages.count_tokens";

    public override string Path => "messages/count_tokens";

    public override string Operation => "count_tokens";

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        var conversation = Messages.Read(root, bounds);
        return conversation.Stream
            ? throw new ContentRefusedException("invalid_request", "This endpoint has no streams.")
            : conversation;
    }

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (GatewayJson.Number(root, "input_tokens") is null)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's answer has no number of tokens.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        content.Others(root, TextFieldSource.Output);
        return new Answer(root, content);
    }

    public override JsonObject Refusal(Refusal refusal) =>
        MessageErrors.Of(new GatewayFault(RefusalStatus, "invalid_request_error", "content_filter", refusal.Message));

    public override JsonObject Error(GatewayFault fault) => MessageErrors.Of(fault);

    public override IReadOnlyList<KeyValuePair<string, string>> Headers => Messages.Headers;
}
