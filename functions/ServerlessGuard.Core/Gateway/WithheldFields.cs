using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Fields of a live stream that the gateway does not know and that carry text. A value could be spread over many events
/// there, so each is withheld until the answer ends, judged whole, and sent once.
/// </summary>
/// <param name="merges">Whether events bring pieces of a field; else each brings the field again.</param>
internal sealed class WithheldFields(bool merges)
{
    private readonly OrderedDictionary<string, MergedField> _fields = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void Add(string name, JsonNode? value)
    {
        if (_told.Contains(name))
        {
            return;
        }

        if (!merges || !_fields.TryGetValue(name, out var field))
        {
            _fields[name] = field = new MergedField(MergedField.Continues);
        }

        field.Add(name, value);
    }

    /// <summary>The whole fields that were not sent yet.</summary>
    public JsonObject Take()
    {
        var whole = new JsonObject();
        foreach (var (name, field) in _fields)
        {
            _told.Add(name);
            whole[name] = field.ToJson();
        }

        _fields.Clear();
        return whole;
    }
}
