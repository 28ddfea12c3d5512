using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>One tool call of a stream: arguments are appended, other strings are set once.</summary>
internal sealed class StreamedCall(int index)
{
    private readonly MergedField _whole = new(static name => name is "arguments" or "input");

    public int Index => index;

    /// <summary>Whether a piece with this call's number is a piece of this call. Without a tool's name it can be of no other.</summary>
    public bool Continues(JsonObject piece)
    {
        var name = NameOf(piece);
        var own = (_whole["function"] ?? _whole["custom"])?["name"]?.Text;
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(own))
        {
            return true;
        }

        var (id, ownId) = (TextPiece.Read(piece["id"]), _whole["id"]?.Text);
        if (!string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(ownId))
        {
            return id == ownId;
        }

        // Without ids: the name again may be a repetition, but not after arguments that are whole.
        var arguments = _whole["function"]?["arguments"]?.Text;
        return name == own && (arguments is null || EmbeddedJson.TryParse(arguments) is null);
    }

    public void Add(JsonObject piece) => _whole.Add(null, piece);

    public JsonObject ToJson()
    {
        var call = _whole.ToJson()!.AsObject();
        call.Remove("index");
        return call;
    }

    private static string? NameOf(JsonObject piece) =>
        TextPiece.Read((piece["function"] as JsonObject ?? piece["custom"] as JsonObject)?["name"]);
}
