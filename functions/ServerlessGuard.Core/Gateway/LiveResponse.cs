using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Events of the Responses API, live. Sequence numbers are given anew: events are added and withheld.</summary>
internal sealed class LiveResponse(InteractionContext context) : LiveStream(context)
{
    private readonly Dictionary<string, JsonObject> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<int, JsonObject> _calls = [];
    private readonly Dictionary<int, string> _items = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private JsonObject? _created;
    private int _sequence;

    public override IReadOnlyList<SseEvent> Done() => throw new ModelFailedException(GatewayFault.StreamBroken);

    public override async ValueTask<IReadOnlyList<SseEvent>> NextAsync(JsonObject data, CancellationToken cancellationToken)
    {
        var type = GatewayJson.Text(data, "type")
            ?? throw new ContentRefusedException("content.unknown-shape", "An event of the model's answer has no type.");
        data.Remove("obfuscation");
        switch (type)
        {
            case "response.created" or "response.queued" or "response.in_progress" or "response.completed" or "response.incomplete"
                or "response.failed":
                return [Response(type, data)];
            case "response.output_text.delta" or "response.refusal.delta" or "response.reasoning_text.delta"
                or "response.reasoning_summary_text.delta":
                return Delta(type, data);
            case "response.output_text.done":
                return Complete(type, data, "text");
            case "response.refusal.done":
                Context.Interaction.Outcome.Refused();
                return Complete(type, data, "refusal");
            case "response.reasoning_text.done" or "response.reasoning_summary_text.done":
                return Complete(type, data, "text");
            case "response.function_call_arguments.delta" or "response.function_call_arguments.done"
                or "response.custom_tool_call_input.delta" or "response.custom_tool_call_input.done":
                return [];
            case "response.output_item.added":
                return IsCall(data["item"]) ? [] : [Whole(type, data, "item")];
            case "response.output_item.done":
                return IsCall(data["item"]) ? await CallAsync(data, cancellationToken) : [Whole(type, data, "item")];
            case "response.content_part.added" or "response.content_part.done" or "response.reasoning_summary_part.added"
                or "response.reasoning_summary_part.done":
                return [Whole(type, data, "part")];
            case "response.output_text.annotation.added":
                return [Whole(type, data, "annotation")];
            default:
                // Unknown events with text are dropped: what belongs to the answer is in its last event too.
                return Hold(data, null) ? [] : [Numbered(type, data)];
        }
    }

    public override IEnumerable<SseEvent> Refuse()
    {
        var refusal = Context.Protocol.Refusal(RefusalNow(_created is null ? 0 : GatewayJson.Number(_created, "created_at") ?? 0));
        if (_created?["id"] is { } id)
        {
            refusal["id"] = id.DeepClone();
        }

        yield return Numbered("response.completed", new JsonObject { ["type"] = "response.completed", ["response"] = refusal });
    }

    private static bool IsCall(JsonNode? item) => ClientCall.Of(item) is not null;

    /// <summary>
    /// One text. Clients distinguish texts by the item's index or by its id: if the two disagreed, pieces that the guard
    /// joins would not be those that the client joins.
    /// </summary>
    private string Key(string type, JsonObject data)
    {
        var item = Index(data, "output_index") ?? -1;
        var id = GatewayJson.Text(data, "item_id") ?? "";
        if (!_items.TryAdd(item, id) && _items[item] != id || id.Length > 0 && !_indexes.TryAdd(id, item) && _indexes[id] != item)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's stream mixes the items of its answer.");
        }

        return $"{type.AsSpan(0, type.LastIndexOf('.'))}/{item}/{Index(data, "content_index")}/{Index(data, "summary_index")}";
    }

    private static int? Index(JsonObject data, string name) => data[name] is null
        ? null
        : GatewayJson.Number(data, name)
            ?? throw new ContentRefusedException("content.unknown-shape", "An index in the model's stream is no integer.");

    private List<SseEvent> Delta(string type, JsonObject data)
    {
        Hold(data, null, "delta", "logprobs");
        var piece = TextPiece.Read(data["delta"])
            ?? throw new ContentRefusedException("content.unknown-shape", "A delta of the model's answer is not text.");
        if (data.ContainsKey("logprobs"))
        {
            data["logprobs"] = new JsonArray();
        }

        var key = Key(type, data);
        var released = Text(key).Push(piece);
        Keep(key, data, released);
        if (released.Length == 0)
        {
            return [];
        }

        data["delta"] = released;
        return [Numbered(type, data)];
    }

    /// <summary>The end of a text: what was withheld goes first as a delta, then the whole text as it was released.</summary>
    private List<SseEvent> Complete(string type, JsonObject data, string field)
    {
        Hold(data, null, field, "logprobs");
        if (data.ContainsKey("logprobs"))
        {
            data["logprobs"] = new JsonArray();
        }

        var told = new List<SseEvent>(2);
        var key = Key(type, data);
        if (!_whole.TryGetValue(key, out var last))
        {
            // A text without deltas is whole already.
            var content = new TextFieldCollector(Context.Bounds.MaxTextFields, false);
            content.Property(data, field, TextFieldSource.Output);
            InspectWhole(content, true);
            told.Add(Numbered(type, data));
            return told;
        }

        var rest = Text(key).Complete();
        Keep(key, last, rest);
        if (rest.Length > 0)
        {
            var delta = last.DeepClone().AsObject();
            delta.Remove("released");
            delta["delta"] = rest;
            told.Add(Numbered(GatewayJson.Text(delta, "type")!, delta));
        }

        data[field] = GatewayJson.Text(last, "released");
        _whole.Remove(key);
        told.Add(Numbered(type, data));
        return told;
    }

    private void Keep(string key, JsonObject shape, string released)
    {
        if (!_whole.TryGetValue(key, out var kept))
        {
            _whole[key] = kept = shape.DeepClone().AsObject();
            kept["released"] = released;
            return;
        }

        kept["released"] = GatewayJson.Text(kept, "released") + released;
    }

    private SseEvent Whole(string type, JsonObject data, string field)
    {
        Hold(data, null, field);
        var content = new TextFieldCollector(Context.Bounds.MaxTextFields, Context.Bounds.PassMedia);
        switch (field)
        {
            case "item":
                ResponseItems.ReadOutput(data[field], content);
                break;
            case "part":
                ContentParts.Read(data[field], TextFieldSource.Output, content);
                break;
            default:
                content.Property(data, field, TextFieldSource.Output);
                break;
        }

        // Texts that were also streamed were counted there.
        Prune(content);
        return Numbered(type, data);
    }

    private void Prune(TextFieldCollector content)
    {
        InspectWhole(content, false);
        Context.Judge.RestoreTexts(content);
        foreach (var prune in content.Prunings)
        {
            prune();
        }
    }

    private async ValueTask<List<SseEvent>> CallAsync(JsonObject data, CancellationToken cancellationToken)
    {
        Hold(data, null, "item");
        var item = data["item"]!.DeepClone().AsObject();
        var answer = new JsonObject { ["output"] = new JsonArray(item) };
        await JudgeAsync(answer, isPart: true, cancellationToken);
        var index = GatewayJson.Number(data, "output_index") ?? 0;

        // A denied call is a message that says so.
        item = answer["output"]![0]!.AsObject();
        if (!IsCall(item))
        {
            item["id"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"msg_guard_{index}");
        }

        _calls[index] = item;
        var told = new List<SseEvent>(4);
        foreach (var one in ResponsesReplay.Item(item, index))
        {
            told.Add(Numbered(one.Type!, one.Data!.AsObject()));
        }

        return told;
    }

    /// <summary>The last event repeats tool calls: only those that were judged, as they were judged.</summary>
    private void PutCalls(JsonArray output)
    {
        for (var i = 0; i < output.Count; i++)
        {
            if (IsCall(output[i]))
            {
                output[i] = _calls.TryGetValue(i, out var judged)
                    ? judged.DeepClone()
                    : throw new ContentRefusedException(
                        "content.unknown-shape", "The model's answer ends with a tool call that it did not announce.");
            }
        }
    }

    private SseEvent Response(string type, JsonObject data)
    {
        Hold(data, null, "response");
        if (data["response"] is not JsonObject response)
        {
            throw new ContentRefusedException("content.unknown-shape", "An event of the model's answer has no response.");
        }

        response["output"] ??= new JsonArray();
        if (ResponsesAssembler.IsTerminal(type))
        {
            Conclude(response);
            IsOver = true;
            Finish = Context.Protocol.Finish(response);
            GatewayTelemetry.Usage(response);
        }
        else
        {
            _created ??= response;
        }

        var read = Context.Protocol.ReadResponse(response, Context.Bounds);
        Context.Interaction.Unscanned("output", IsOver ? read.Content.Unscanned : 0);
        Prune(read.Content);
        PutCalls(response["output"]!.AsArray());
        return Numbered(type, data);
    }

    private SseEvent Numbered(string type, JsonObject data)
    {
        data["sequence_number"] = _sequence++;
        return new SseEvent(type, data);
    }
}
