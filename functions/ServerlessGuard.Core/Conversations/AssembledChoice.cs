using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>One choice of a chat stream, put together: texts by appending, tool calls piece by piece.</summary>
internal sealed class AssembledChoice(int index)
{
    /// <summary>As many as one choice may call.</summary>
    public const int MostToolCalls = 256;

    private readonly OrderedDictionary<string, MergedField> _message = [];
    private readonly JsonObject _others = [];
    private readonly StreamedCalls _calls = new(MostToolCalls);
    private string? _role;
    private JsonNode? _finish;

    public bool IsFinished => _finish is not null;

    public void Add(JsonObject choice)
    {
        if (choice["delta"] is not (null or JsonObject))
        {
            throw new ContentRefusedException("content.unknown-shape", "A delta of the model's answer is not an object.");
        }

        AddDelta(choice["delta"] as JsonObject ?? []);
        _finish ??= ChatDeltas.FinishOf(choice)?.DeepClone();
        foreach (var (name, value) in choice)
        {
            if (name is not ("delta" or "finish_reason" or "index" or "logprobs") && (value is not null || !_others.ContainsKey(name)))
            {
                _others[name] = value?.DeepClone();
            }
        }
    }

    public JsonObject ToJson()
    {
        var message = new JsonObject { ["role"] = _role ?? "assistant", ["content"] = null };
        foreach (var (name, field) in _message)
        {
            message[name] = field.ToJson();
        }

        _calls.WriteTo(message);
        var choice = new JsonObject
        {
            ["index"] = index,
            ["message"] = message,
            ["logprobs"] = null,
            ["finish_reason"] = _finish?.DeepClone()
        };
        foreach (var (name, value) in _others)
        {
            choice[name] = value?.DeepClone();
        }

        return choice;
    }

    private void AddDelta(JsonObject delta)
    {
        DeltaContent.Flatten(delta);
        if (IsFinished)
        {
            ChatDeltas.AfterEnd(delta);
        }

        foreach (var (name, value) in delta)
        {
            if (name is "tool_calls" or "function_call")
            {
                _calls.Add(name, value);
            }
            else if (name == "role")
            {
                _role ??= GatewayJson.Text(delta, name);
            }
            else
            {
                if (!_message.TryGetValue(name, out var field))
                {
                    _message[name] = field = new MergedField(MergedField.Continues);
                }

                field.Add(name, value);
            }
        }
    }
}
