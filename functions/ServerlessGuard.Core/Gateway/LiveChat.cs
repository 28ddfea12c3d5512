using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Chat completion chunks, live.</summary>
internal sealed class LiveChat(InteractionContext context) : LiveStream(context)
{
    private readonly Dictionary<int, LiveChoice> _choices = [];
    private readonly WithheldFields _fields = new(false);
    private readonly JsonObject _base = [];

    private bool IsFinished => _choices.Count > 0 && _choices.Values.All(static choice => choice.IsFinished);

    public override IReadOnlyList<SseEvent> Done()
    {
        if (!IsFinished)
        {
            throw new ModelFailedException(GatewayFault.StreamBroken);
        }

        IsOver = true;
        return [SseEvent.Done];
    }

    public override async ValueTask<IReadOnlyList<SseEvent>> NextAsync(JsonObject data, CancellationToken cancellationToken)
    {
        var told = new List<SseEvent>(2);
        var choices = ChatAssembler.ChoicesOf(data);
        if (choices.Parent is null)
        {
            data["choices"] = choices;
        }

        data.Remove("obfuscation");
        InspectAnnex(data, "prompt_filter_results");
        Hold(data, _fields, "choices", "prompt_filter_results");
        GatewayTelemetry.Usage(data);
        Remember(data);
        var had = choices.Count > 0;
        foreach (var node in choices.ToArray())
        {
            if (node is not JsonObject choice)
            {
                throw new ContentRefusedException("content.unknown-shape", "A choice of the model's answer is not an object.");
            }

            if (await NextAsync(choice, told, cancellationToken))
            {
                choices.Remove(choice);
            }
        }

        var isTold = !had || choices.Count > 0 || (IsFinished && data["usage"] is not null);
        if (IsFinished)
        {
            isTold |= Put(_fields, data);
        }

        if (isTold)
        {
            told.Add(new SseEvent(null, data));
        }

        return told;
    }

    public override IEnumerable<SseEvent> Refuse()
    {
        var created = GatewayJson.Number(_base, "created") ?? 0;
        var message = RefusalNow(created).Message;
        foreach (var index in _choices.Where(static pair => !pair.Value.IsFinished)
            .Select(static pair => pair.Key)
            .DefaultIfEmpty(0)
            .ToArray())
        {
            var chunk = _base.DeepClone().AsObject();
            chunk["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = index,
                ["delta"] = new JsonObject { ["content"] = "\n" + message },
                ["logprobs"] = null,
                ["finish_reason"] = "content_filter",
            });
            yield return new SseEvent(null, chunk);
        }

        yield return SseEvent.Done;
    }

    /// <summary>Transforms one choice in place; true when nothing of it is left to send.</summary>
    private async ValueTask<bool> NextAsync(JsonObject choice, List<SseEvent> told, CancellationToken cancellationToken)
    {
        var index = ChatAssembler.IndexOf(choice);
        if (!_choices.TryGetValue(index, out var state))
        {
            _choices[index] = state = _choices.Count < ChatAssembler.MostChoices
                ? new LiveChoice()
                : throw new ContentRefusedException("content.unknown-shape", "The model's answer has too many choices.");
        }

        if (choice["delta"] is not (null or JsonObject))
        {
            throw new ContentRefusedException("content.unknown-shape", "A delta of the model's answer is not an object.");
        }

        var delta = (choice["delta"] ??= new JsonObject()).AsObject();
        DeltaContent.Flatten(delta);
        var isAfter = state.IsFinished;
        if (isAfter)
        {
            ChatDeltas.AfterEnd(delta);
        }

        var finish = ChatDeltas.FinishOf(choice);
        choice["finish_reason"] = finish?.DeepClone();
        var isLast = finish is not null && !isAfter;
        var carried = delta.Count > 0 || isAfter;
        choice.Remove("logprobs");
        InspectAnnex(choice, "content_filter_results");
        Hold(choice, state.Fields, "delta", "content_filter_results");
        Hold(delta, state.Message, [.. ChatDeltas.Texts.Where(name => GatewayJson.IsText(delta[name])), "tool_calls", "function_call"]);
        ReleaseTexts(index, delta, isLast, state);
        state.TakeCalls(delta);
        if (isLast)
        {
            state.IsFinished = true;
            Finish = Structure.FinishOf(GatewayJson.Text(choice, "finish_reason") ?? "other");
            await ReleaseCallsAsync(index, state, choice, told, cancellationToken);
        }

        var put = state.IsFinished && (Put(state.Fields, choice) | Put(state.Message, delta));
        return carried && !isLast && !put && delta.Count == 0 && choice["content_filter_results"] is null;
    }

    /// <summary>Adds held fields to what ends the choice or the answer; true when there was one.</summary>
    private bool Put(WithheldFields held, JsonObject owner)
    {
        var whole = Release(held);
        foreach (var (name, value) in whole)
        {
            owner[name] = value?.DeepClone();
        }

        return whole.Count > 0;
    }

    private void ReleaseTexts(int index, JsonObject delta, bool isLast, LiveChoice state)
    {
        foreach (var name in ChatDeltas.Texts)
        {
            var piece = TextPiece.Read(delta[name]);
            if (name == "refusal" && piece is { Length: > 0 })
            {
                Context.Interaction.Outcome.Refused();
            }

            var key = string.Create(CultureInfo.InvariantCulture, $"{index}/{name}");
            var released = piece is { Length: > 0 } ? Text(state.Open(key)).Push(piece) : "";
            if (isLast && state.IsOpen(key))
            {
                released += Text(key).Complete();
            }

            if (released.Length > 0)
            {
                delta[name] = released;
            }
            else if (piece is { Length: > 0 })
            {
                delta.Remove(name);
            }
        }
    }

    private async ValueTask ReleaseCallsAsync(
        int index, LiveChoice state, JsonObject choice, List<SseEvent> told, CancellationToken cancellationToken)
    {
        if (!state.Calls.Any)
        {
            return;
        }

        var message = new JsonObject { ["role"] = "assistant" };
        state.Calls.WriteTo(message);
        var answer = new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["index"] = index, ["message"] = message, ["finish_reason"] = "tool_calls" })
        };
        await JudgeAsync(answer, isPart: false, cancellationToken);
        var judged = answer["choices"]![0]!.AsObject();
        judged.Remove("message");
        if (GatewayJson.Text(judged, "finish_reason") == "stop")
        {
            choice["finish_reason"] = Finish = "stop";
        }

        message.Remove("role");
        var number = 0;
        foreach (var call in message["tool_calls"] as JsonArray ?? [])
        {
            call!.AsObject().Insert(0, "index", number++);
        }

        var chunk = _base.DeepClone().AsObject();
        if (answer["guard"] is { } refused)
        {
            chunk["guard"] = refused.DeepClone();
        }

        chunk["choices"] = new JsonArray(
            new JsonObject { ["index"] = index, ["delta"] = message, ["logprobs"] = null, ["finish_reason"] = null });
        told.Add(new SseEvent(null, chunk));
    }

    private void InspectAnnex(JsonObject owner, string name)
    {
        if (owner[name] is not null)
        {
            var content = new TextFieldCollector(Context.Bounds.MaxTextFields, false);
            content.Property(owner, name, TextFieldSource.Output);
            InspectWhole(content, true);
        }
    }

    /// <summary>The fields that every chunk repeats, for chunks that the gateway adds.</summary>
    private void Remember(JsonObject data)
    {
        if (_base.Count == 0)
        {
            foreach (var name in new[] { "id", "object", "created", "model", "system_fingerprint", "service_tier" })
            {
                if (data[name] is { } value)
                {
                    _base[name] = value.DeepClone();
                }
            }
        }
    }
}
