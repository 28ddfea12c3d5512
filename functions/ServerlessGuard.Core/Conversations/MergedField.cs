using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// A field of a streamed answer, put together from its pieces as clients do it: texts are appended, members merged by name,
/// elements by their index; an element without one is a further element.
/// </summary>
/// <param name="appends">Whether pieces of the text under a name are appended; else the first one stays.</param>
internal sealed class MergedField(Func<string?, bool> appends)
{
    private readonly Dictionary<int, MergedField> _indexed = [];
    private OrderedDictionary<string, MergedField>? _members;
    private List<MergedField>? _elements;
    private StringBuilder? _text;
    private JsonNode? _scalar;

    /// <summary>Of the unknown fields of a delta: names that say which piece it is are repeated, all others continue.</summary>
    public static bool Continues(string? name) => name is not ("type" or "id" or "format" or "role" or "object" or "status");

    public void Add(string? name, JsonNode? value)
    {
        switch (value)
        {
            case null:
                break;
            case JsonObject members:
                _members ??= [];
                foreach (var (inner, piece) in members)
                {
                    Member(inner).Add(inner, piece);
                }

                break;
            case JsonArray elements:
                _elements ??= [];
                foreach (var element in elements)
                {
                    Element(element).Add(name, element);
                }

                break;
            case var _ when TextPiece.Read(value) is { } piece:
                _text ??= new StringBuilder();
                if (_text.Length == 0 || appends(name))
                {
                    _text.Append(piece);
                }

                break;
            default:
                _scalar = value.DeepClone();
                break;
        }
    }

    /// <summary>The text so far, or null when the field is none.</summary>
    public string? Text => _text?.ToString();

    public MergedField? this[string name] => _members is not null && _members.TryGetValue(name, out var member) ? member : null;

    /// <summary>The whole field. Of pieces of several kinds, the kind that holds most is the field.</summary>
    public JsonNode? ToJson()
    {
        if (_members is not null)
        {
            var whole = new JsonObject();
            foreach (var (name, member) in _members)
            {
                whole[name] = member.ToJson();
            }

            return whole;
        }

        if (_elements is not null)
        {
            return new JsonArray([.. _elements.Select(static element => element.ToJson())]);
        }

        return _text is null ? _scalar?.DeepClone() : TextPiece.Whole(_text.ToString());
    }

    private MergedField Member(string name)
    {
        if (!_members!.TryGetValue(name, out var member))
        {
            _members[name] = member = new MergedField(appends);
        }

        return member;
    }

    private MergedField Element(JsonNode? element)
    {
        var index = GatewayJson.Number(element, "index");
        if (index is { } known && _indexed.TryGetValue(known, out var merged))
        {
            return merged;
        }

        merged = new MergedField(appends);
        _elements!.Add(merged);
        if (index is { } added)
        {
            _indexed[added] = merged;
        }

        return merged;
    }
}
