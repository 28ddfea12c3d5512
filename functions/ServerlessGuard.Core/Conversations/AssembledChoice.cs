using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>One choice of a chat stream, put together: texts by appending, tool calls by their index.</summary>
internal sealed class AssembledChoice(int index)
{
    private const int MostToolCalls = 256;

    private readonly Dictionary<string, StringBuilder> _texts = [];
    private readonly JsonObject _message = [];
    private readonly JsonObject _others = [];
    private readonly StreamedCalls _calls = new(MostToolCalls);
    private JsonNode? _finish;

    public bool IsFinished => _finish is not null;

    public void Add(JsonObject choice)
    {
        foreach (var (name, value) in choice)
        {
            switch (name)
            {
                case "delta" when value is JsonObject delta:
                    AddDelta(delta);
                    break;
                case "finish_reason":
                    _finish = value?.DeepClone() ?? _finish;
                    break;
                case "delta" or "index" or "logprobs":
                    break;
                default:
                    _others[name] = value?.DeepClone();
                    break;
            }
        }
    }

    public JsonObject ToJson()
    {
        var message = new JsonObject { ["role"] = _message["role"]?.DeepClone() ?? "assistant", ["content"] = null };
        foreach (var (name, value) in _message)
        {
            message[name] = value?.DeepClone();
        }

        foreach (var (name, text) in _texts)
        {
            message[name] = text.ToString();
        }

        _calls.WriteTo(message);
        var choice = new JsonObject { ["index"] = index, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = _finish?.DeepClone() };
        foreach (var (name, value) in _others)
        {
            choice[name] = value?.DeepClone();
        }

        return choice;
    }

    private void AddDelta(JsonObject delta)
    {
        foreach (var (name, value) in delta)
        {
            if (name is "tool_calls" or "function_call")
            {
                _calls.Add(name, value);
            }
            else if (name == "role" || value is null)
            {
                _message.TryAdd(name, value?.DeepClone());
            }
            else if (value.GetValueKind() == JsonValueKind.String)
            {
                if (!_texts.TryGetValue(name, out var text))
                {
                    _texts[name] = text = new StringBuilder();
                }

                text.Append(value.GetValue<string>());
            }
            else
            {
                // Objects and arrays cannot be joined without knowing them; what cannot be joined cannot be judged.
                throw new ContentRefusedException("content.unknown-shape", "A delta of the model's answer has a shape that the gateway does not know.");
            }
        }
    }
}
