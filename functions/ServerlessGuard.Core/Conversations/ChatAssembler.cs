using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Puts a chat completion together from its chunks.</summary>
internal sealed class ChatAssembler : IResponseAssembler
{
    /// <summary>As many as the API gives.</summary>
    public const int MostChoices = 128;

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

        foreach (var node in ChoicesOf(data))
        {
            if (node is not JsonObject choice)
            {
                throw new ContentRefusedException("content.unknown-shape", "A choice of the model's answer is not an object.");
            }

            var index = IndexOf(choice);
            if (!_choices.TryGetValue(index, out var assembled))
            {
                if (_choices.Count == MostChoices)
                {
                    throw new ContentRefusedException("content.unknown-shape", "The model's answer has too many choices.");
                }

                _choices[index] = assembled = new AssembledChoice(index);
            }

            assembled.Add(choice);
        }
    }

    /// <summary>The choices of a chunk. One with the usage alone may have null or none.</summary>
    public static JsonArray ChoicesOf(JsonObject data) => data["choices"] switch
    {
        null => [],
        JsonArray choices => choices,
        _ => throw new ContentRefusedException("content.unknown-shape", "The choices of the model's answer are not an array."),
    };

    /// <summary>Throws for an index that is no integer: <c>1.0</c> is another choice to one reader and none to another.</summary>
    public static int IndexOf(JsonObject choice) => choice["index"] is null
        ? 0
        : GatewayJson.Number(choice, "index")
            ?? throw new ContentRefusedException("content.unknown-shape", "A choice of the model's answer has no integer for its index.");

    public JsonObject? Build()
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
