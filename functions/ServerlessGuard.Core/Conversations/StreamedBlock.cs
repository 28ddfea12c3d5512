using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// One block of a streamed message, put together as clients do it: a delta's texts are appended to the fields of those names, the
/// pieces of a call's input are parsed at the end, citations are listed.
/// </summary>
internal sealed class StreamedBlock
{
    private const string Input = "partial_json";

    private readonly JsonObject _opened;
    private readonly OrderedDictionary<string, MergedField> _fields = [];
    private readonly JsonArray _citations = [];

    public StreamedBlock(JsonObject opened)
    {
        Type = GatewayJson.Text(opened, "type") ?? throw Unknown("A block of the model's answer has no type.");
        _opened = opened.DeepClone().AsObject();
    }

    public string Type { get; }

    public void Add(JsonObject delta)
    {
        foreach (var (name, value) in delta)
        {
            if (name == "type")
            {
                continue;
            }

            if (name == "citation")
            {
                _citations.Add(value?.DeepClone());
                continue;
            }

            if (name is Input or "text" or "thinking" && TextPiece.Read(value) is null)
            {
                throw Unknown("A delta of the model's answer is not text.");
            }

            if (!_fields.TryGetValue(name, out var field))
            {
                _fields[name] = field = new MergedField(MergedField.Continues);
                if (name != Input)
                {
                    field.Add(name, _opened[name]);
                }
            }

            field.Add(name, value);
        }
    }

    public JsonObject ToJson()
    {
        var block = _opened.DeepClone().AsObject();
        foreach (var (name, field) in _fields)
        {
            block[name == Input ? "input" : name] = name == Input ? Parsed(field.Text) : field.ToJson();
        }

        if (_citations.Count > 0)
        {
            block["citations"] = new JsonArray(
                [.. (_opened["citations"] as JsonArray ?? []).Concat(_citations).Select(static one => one?.DeepClone())]);
        }

        return block;
    }

    /// <summary>The input, where the pieces gave one. Clients would read the same; what they cannot read is refused.</summary>
    private JsonNode Parsed(string? pieces)
    {
        if (string.IsNullOrWhiteSpace(pieces))
        {
            return _opened["input"]?.DeepClone() ?? new JsonObject();
        }

        try
        {
            return JsonNode.Parse(pieces, null, GatewayJson.Reading) ?? throw Unknown("The input of a tool is null.");
        }
        catch (JsonException)
        {
            throw Unknown("The input of a tool is no JSON.");
        }
    }

    private static ContentRefusedException Unknown(string message) => new("content.unknown-shape", message);
}
