using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>One place in a JSON tree that carries text: a property, an array element, or a property's name.</summary>
internal sealed class TextField(JsonNode parent, string? key, int index, TextFieldSource source, EmbeddedJson? host)
{
    // A string's node never changes, only its place can get another node. A long prompt is read many times and decoded once.
    private JsonNode? _read;
    private string? _text;

    public TextFieldSource Source => source;

    /// <summary>The property that holds it; null for an array's element.</summary>
    public string? Property => key;

    public EmbeddedJson? Host => host;

    /// <summary>The message that holds it, as <c>messages[3] (tool)</c>; null where it is in none.</summary>
    public string? Place { get; init; }

    /// <summary>The field is the property's name, not its value.</summary>
    public bool IsName { get; init; }

    /// <summary>The label that a reader sees before the value, as <c>ssn</c> before a number. Null for prose.</summary>
    public string? Label { get; init; }

    /// <summary>The text; of a number the digits that it stands for.</summary>
    public string Text
    {
        get
        {
            if (IsName)
            {
                return key!;
            }

            var node = (key is null ? parent[index] : parent[key])!;
            if (node.GetValueKind() != JsonValueKind.String)
            {
                return JsonNumbers.Plain(node.ToJsonString());
            }

            if (!ReferenceEquals(node, _read))
            {
                (_text, _read) = (node.GetValue<string>(), node);
            }

            return _text!;
        }
    }

    /// <summary>Puts other text in the place. A number becomes a string; a name that is taken gets a suffix.</summary>
    public void Replace(string text)
    {
        if (IsName)
        {
            Rename(text);
        }
        else if (key is null)
        {
            parent[index] = text;
        }
        else
        {
            parent[key] = text;
        }

        host?.MarkChanged();
    }

    private void Rename(string text)
    {
        var owner = parent.AsObject();
        var at = owner.IndexOf(key!);
        if (at < 0)
        {
            return;
        }

        var name = text;
        for (var n = 2; owner.ContainsKey(name); n++)
        {
            name = $"{text}_{n}";
        }

        var value = owner[key!];
        owner.RemoveAt(at);
        owner.Insert(at, name, value);
    }
}
