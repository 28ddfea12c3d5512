using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Puts a chat completion together from its chunks.</summary>
internal sealed class ChatAssembler : IAnswerAssembler
{
    private readonly JsonObject _root = [];
    private readonly SortedDictionary<int, AssembledChoice> _choices = [];

    public bool IsComplete => false;

    public void Add(JsonObject data)
    {
        foreach (var (name, value) in data)
        {
            if (name is not ("choices" or "obfuscation") && (value is not null || !_root.ContainsKey(name)))
            {
                _root[name] = name == "object" ? "chat.completion" : value?.DeepClone();
            }
        }

        if (data["choices"] is not JsonArray choices)
        {
            throw new ContentRefusedException("content.unknown-shape", "A chunk of the model's answer has no choices.");
        }

        foreach (var node in choices)
        {
            if (node is not JsonObject choice)
            {
                throw new ContentRefusedException("content.unknown-shape", "A choice of the model's answer is not an object.");
            }

            var index = GatewayJson.Number(choice, "index") ?? 0;
            if (!_choices.TryGetValue(index, out var assembled))
            {
                _choices[index] = assembled = new AssembledChoice(index);
            }

            assembled.Add(choice);
        }
    }

    public JsonObject? Whole()
    {
        if (_choices.Count == 0 || _choices.Values.Any(static choice => !choice.IsFinished))
        {
            return null;
        }

        var choices = new JsonArray();
        foreach (var choice in _choices.Values)
        {
            choices.Add((JsonNode)choice.ToJson());
        }

        _root["choices"] = choices;
        return _root;
    }
}
