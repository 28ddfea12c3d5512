using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Events of the Messages API, live. Texts and thoughts pass as they are found clean; every other block, and what belongs to a text
/// beside it, is withheld until the block ends and judged whole. Blocks are numbered anew, in the order in which they are sent.
/// </summary>
internal sealed class LiveMessages(InteractionContext context) : LiveStream(context)
{
    private readonly SortedDictionary<int, LiveBlock> _blocks = [];
    private readonly WithheldFields _fields = new(false);
    private JsonObject? _started;
    private int _sent;
    private int _seen;
    private bool _hasEnded;
    private bool _isEndSent;
    private bool _hasCalls;

    public override IReadOnlyList<SseEvent> Done()
    {
        if (!_hasEnded)
        {
            throw new ModelFailedException(GatewayFault.StreamBroken);
        }

        IsOver = true;
        return [MessagesReplay.Event("message_stop")];
    }

    public override async ValueTask<IReadOnlyList<SseEvent>> NextAsync(JsonObject data, CancellationToken cancellationToken)
    {
        var type = MessageAssembler.TypeOf(data);
        if (_hasEnded && type is "message_start" or "content_block_start" or "content_block_delta")
        {
            throw MessageAssembler.Unknown("The model's answer continues after its end.");
        }

        switch (type)
        {
            case "message_start":
                return Start(data);
            case "content_block_start":
                return Open(data);
            case "content_block_delta":
                return Delta(data);
            case "content_block_stop":
                Hold(data, _fields);
                return _blocks.Remove(MessageAssembler.IndexOf(data), out var block) ? await CloseAsync(block, cancellationToken) : [];
            case "message_delta":
                return await EndAsync(data, cancellationToken);
            case "message_stop":
                return Done();
            default:
                // Unknown events with text are dropped, as they are where the answer is judged whole.
                return Hold(data, null) ? [] : [new SseEvent(type, data)];
        }
    }

    /// <summary>Ends what is open, and says why as a text of its own.</summary>
    public override IEnumerable<SseEvent> Refuse()
    {
        var refusal = Context.Protocol.Refusal(RefusalNow(0));
        if (_started is null)
        {
            return MessagesReplay.Events(refusal);
        }

        if (_isEndSent)
        {
            return [MessagesReplay.Event("message_stop")];
        }

        return
        [
            .. _blocks.Values.Where(static block => block.Number is not null)
                .Select(static block => MessagesReplay.Event("content_block_stop", ("index", block.Number!.Value))),
            .. MessagesReplay.Block(refusal["content"]![0]!.AsObject(), _sent),
            .. MessagesReplay.End(refusal["stop_reason"], null, null),
        ];
    }

    private IReadOnlyList<SseEvent> Start(JsonObject data)
    {
        if (_started is not null)
        {
            throw MessageAssembler.Unknown("The model's answer begins twice.");
        }

        Hold(data, _fields, "message");
        _started = MessageAssembler.MessageOf(data);
        _started["content"] ??= new JsonArray();
        GatewayTelemetry.Usage(_started);
        Judge(Context.Protocol.ReadResponse(_started, Context.Bounds).Content, false);
        return [new SseEvent("message_start", data)];
    }

    private IReadOnlyList<SseEvent> Open(JsonObject data)
    {
        Hold(data, _fields, "content_block");
        var opened = MessageAssembler.BlockOf(data);
        var block = new LiveBlock(new StreamedBlock(opened), _seen++);
        if (_started is null || _seen > MessageAssembler.MostBlocks || !_blocks.TryAdd(MessageAssembler.IndexOf(data), block))
        {
            throw MessageAssembler.Unknown("A block of the model's answer begins twice, before the answer, or there are too many.");
        }

        if (block.Text is not { } name)
        {
            return [];
        }

        block.Number = _sent++;
        var piece = TextPiece.Read(opened[name]) ?? "";
        var empty = new JsonObject { ["type"] = block.Whole.Type, [name] = "" };
        if (name == "thinking")
        {
            empty["signature"] = "";
        }

        return
        [
            MessagesReplay.Event("content_block_start", ("index", block.Number.Value), ("content_block", empty)),
            .. Push(block, piece),
        ];
    }

    private SseEvent[] Delta(JsonObject data)
    {
        Hold(data, _fields, "delta");
        if (!_blocks.TryGetValue(MessageAssembler.IndexOf(data), out var block))
        {
            throw MessageAssembler.Unknown("A delta of the model's answer belongs to no block.");
        }

        var delta = MessageAssembler.DeltaOf(data);
        block.Whole.Add(delta);
        return block.Text is { } name && delta.ContainsKey(name) ? Push(block, TextPiece.Read(delta[name])!) : [];
    }

    private SseEvent[] Push(LiveBlock block, string piece)
    {
        var released = piece.Length > 0 ? Text(block.Key).Push(piece) : "";
        return Released(block, released);
    }

    private static SseEvent[] Released(LiveBlock block, string text) => text.Length == 0
        ? []
        :
        [
            MessagesReplay.Event(
                "content_block_delta", ("index", block.Number!.Value),
                ("delta", MessagesReplay.Delta(block.Text + "_delta", block.Text!, text))),
        ];

    private async ValueTask<IReadOnlyList<SseEvent>> CloseAsync(LiveBlock block, CancellationToken cancellationToken)
    {
        var whole = block.Whole.ToJson();
        var answer = new JsonObject { ["content"] = new JsonArray(whole) };
        if (block.Text is { } name)
        {
            // The text itself is sent: what is left are citations and a signature.
            whole[name] = "";
            Judge(Context.Protocol.ReadResponse(answer, Context.Bounds).Content, true);
            return
            [
                .. Released(block, Text(block.Key).Complete()),
                .. MessagesReplay.Block(whole, block.Number!.Value)
                    .Where(one => one.Type != "content_block_start" && (one.Data!["delta"] as JsonObject)?.ContainsKey(name) != true),
            ];
        }

        await JudgeAsync(answer, isPart: true, cancellationToken);
        var judged = Context.Protocol.ReadResponse(answer, Context.Bounds).Content;
        if (judged.ToolCalls.Count == 0)
        {
            Context.Judge.RestoreTexts(judged);
        }
        else
        {
            _hasCalls = true;
        }

        // A denied call is a text that says so.
        return [.. MessagesReplay.Block(answer["content"]![0]!.AsObject(), _sent++)];
    }

    private async ValueTask<IReadOnlyList<SseEvent>> EndAsync(JsonObject data, CancellationToken cancellationToken)
    {
        var told = new List<SseEvent>();
        foreach (var block in _blocks.Values)
        {
            // Some servers leave the end of the last block out.
            told.AddRange(await CloseAsync(block, cancellationToken));
        }

        _blocks.Clear();
        var delta = MessageAssembler.DeltaOf(data);
        var reason = GatewayJson.Text(delta, "stop_reason");
        if (reason is not null)
        {
            _hasEnded = !_hasEnded ? true : throw MessageAssembler.Unknown("The model's answer ends twice.");
            Finish = Context.Protocol.Finish(delta);
        }

        GatewayTelemetry.Usage(data);
        Hold(data, _fields, "delta", "usage");
        foreach (var (name, value) in Release(_fields))
        {
            data[name] = value?.DeepClone();
        }

        if (reason is not null)
        {
            Conclude(data);
            delta["stop_reason"] = reason == "tool_use" && !_hasCalls ? "end_turn" : reason;
        }

        var content = new TextFieldCollector(Context.Bounds.MaxTextFields, Context.Bounds.PassMedia);
        content.Others(delta, TextFieldSource.Output);
        content.Property(data, "usage", TextFieldSource.Output);
        Judge(content, true);
        told.Add(new SseEvent("message_delta", data));
        _isEndSent |= _hasEnded;
        return told;
    }

    private void Judge(TextFieldCollector content, bool count)
    {
        InspectWhole(content, count);
        Context.Judge.RestoreTexts(content);
        foreach (var prune in content.Prunings)
        {
            prune();
        }
    }
}

/// <summary>One block of a live message.</summary>
/// <param name="Whole">The block as far as it came.</param>
/// <param name="Order">Its number among the blocks that came: no other text has it.</param>
internal sealed record LiveBlock(StreamedBlock Whole, int Order)
{
    /// <summary>The field whose text is sent as it comes; null where the block is withheld.</summary>
    public string? Text => Whole.Type is "text" or "thinking" ? Whole.Type : null;

    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Order}/{Whole.Type}");

    /// <summary>The number that the client gets; null while nothing is sent.</summary>
    public int? Number { get; set; }
}
