using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>JSON inside a JSON string, as tool arguments are. Its leaves are fields; a change is written back to the string once.</summary>
internal sealed class EmbeddedJson(TextField outer, JsonNode root)
{
    private bool _changed;

    public JsonNode Root => root;

    public void MarkChanged() => _changed = true;

    /// <summary>
    /// Writes the tree back to the string that it came from, if a leaf changed; what did not change keeps its spelling. Inner documents
    /// come first.
    /// </summary>
    public void WriteBack()
    {
        if (_changed)
        {
            outer.Replace(JsonTextEdit.Apply(outer.Text, root));
            _changed = false;
        }
    }

    /// <summary>The tree in <paramref name="text"/>, or null when it is not an object or array with unique names.</summary>
    public static JsonNode? TryParse(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || (start[0] != '{' && start[0] != '['))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text, null, GatewayJson.Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
