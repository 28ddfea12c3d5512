using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Completions of a prompt, the API before chat. A stream is judged whole, and released after that.</summary>
internal sealed class CompletionsProtocol : Protocol
{
    private const string Object = "text_completion";

    public override string Name => "completions";

    public override string Path => "completions";

    public override string Operation => "text_completion";

    public override Conversation Read(JsonObject root, GatewayLimits bounds)
    {
        var model = RequireModel(root);
        RequestFields.Check(root, this, bounds.AllowedFields);
        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        PromptTexts.Read(root, "prompt", bounds, content);
        var anchor = content.Fields.Count > 0 ? content.Fields[0].Text : "";
        content.Others(root, TextFieldSource.Setting, "prompt", "model");
        return new Conversation
        {
            Root = root,
            Model = model,
            Stream = GatewayJson.True(root, "stream"),
            IncludeUsage = GatewayJson.True(root["stream_options"], "include_usage"),
            Content = content,
            Instructions = [],
            Anchor = anchor,
        };
    }

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        if (root["choices"] is not JsonArray choices)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's answer has no choices.");
        }

        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        foreach (var node in choices)
        {
            if (node is not JsonObject choice || !GatewayJson.IsText(choice["text"]))
            {
                throw new ContentRefusedException("content.unknown-shape", "The model's answer has a choice without a text.");
            }

            if (choice["logprobs"] is not null)
            {
                content.Prunings.Add(() => choice["logprobs"] = null);
            }

            content.Text(choice, "text", TextFieldSource.Output);
            content.Others(choice, TextFieldSource.Output, "text", "logprobs");
        }

        content.Others(root, TextFieldSource.Output, "choices");
        return new Answer(root, content);
    }

    public override JsonObject Refusal(Refusal refusal) => new()
    {
        ["id"] = "cmpl-" + refusal.Interaction,
        ["object"] = Object,
        ["created"] = refusal.Created,
        ["model"] = refusal.Model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["text"] = refusal.Message,
            ["index"] = 0,
            ["logprobs"] = null,
            ["finish_reason"] = "content_filter",
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 0, ["completion_tokens"] = 0, ["total_tokens"] = 0 },
    };

    public override IEnumerable<SseEvent> Replay(JsonObject answer, bool includeUsage)
    {
        foreach (var choice in answer["choices"]!.AsArray())
        {
            var chunk = Chunk(answer);
            chunk["choices"] = new JsonArray(choice!.DeepClone());
            yield return new SseEvent(null, chunk);
        }

        if (includeUsage)
        {
            var used = Chunk(answer);
            used["choices"] = new JsonArray();
            used["usage"] = answer["usage"]?.DeepClone();
            yield return new SseEvent(null, used);
        }

        yield return SseEvent.Done;
    }

    public override IEnumerable<SseEvent> Failure(JsonObject error) => [new SseEvent(null, error), SseEvent.Done];

    public override IResponseAssembler Assemble() => new Assembler();

    public override string Finish(JsonObject answer) => answer["choices"] is JsonArray choices
        ? string.Join(',', choices.Select(static choice => Structure.FinishOf(GatewayJson.Text(choice, "finish_reason"))).Distinct())
        : "none";

    private static JsonObject Chunk(JsonObject answer)
    {
        var chunk = new JsonObject();
        foreach (var (name, value) in answer.Where(static field => field.Key is not ("choices" or "usage")))
        {
            chunk[name] = value?.DeepClone();
        }

        return chunk;
    }

    /// <summary>Puts the chunks of a stream together.</summary>
    private sealed class Assembler : IResponseAssembler
    {
        private readonly JsonObject _root = [];
        private readonly SortedDictionary<int, (JsonObject Fields, StringBuilder Text)> _choices = [];

        public bool IsComplete => false;

        public void Add(JsonObject data)
        {
            foreach (var (name, value) in data.Where(static field => field.Key is not ("choices" or "obfuscation")))
            {
                _root[name] = value?.DeepClone() ?? _root[name]?.DeepClone();
            }

            foreach (var node in ChatAssembler.ChoicesOf(data))
            {
                if (node is not JsonObject choice || choice["text"] is not (null or JsonValue))
                {
                    throw new ContentRefusedException("content.unknown-shape", "A choice of the model's answer is not one with a text.");
                }

                var index = ChatAssembler.IndexOf(choice);
                if (!_choices.TryGetValue(index, out var kept))
                {
                    if (_choices.Count == ChatAssembler.MostChoices)
                    {
                        throw new ContentRefusedException("content.unknown-shape", "The model's answer has too many choices.");
                    }

                    _choices[index] = kept = ([], new StringBuilder());
                }

                kept.Text.Append(GatewayJson.Text(choice, "text"));
                foreach (var (name, value) in choice.Where(static field => field.Key is not ("text" or "index" or "logprobs")))
                {
                    kept.Fields[name] = value?.DeepClone() ?? kept.Fields[name]?.DeepClone();
                }
            }
        }

        public JsonObject? Build()
        {
            if (_choices.Count == 0 || _choices.Values.Any(static c => string.IsNullOrEmpty(GatewayJson.Text(c.Fields, "finish_reason"))))
            {
                return null;
            }

            var choices = new JsonArray();
            foreach (var (index, (fields, text)) in _choices)
            {
                var choice = new JsonObject { ["text"] = text.ToString(), ["index"] = index, ["logprobs"] = null };
                foreach (var (name, value) in fields)
                {
                    choice[name] = value?.DeepClone();
                }

                choices.Add((JsonNode)choice);
            }

            _root["choices"] = choices;
            return _root;
        }
    }
}
