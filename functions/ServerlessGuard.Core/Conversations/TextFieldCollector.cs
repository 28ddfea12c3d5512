using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Collects the text fields of one document. A string that is not known to be structure is content.</summary>
internal sealed class TextFieldCollector(int maxSlots, bool passMedia)
{
    private const int ShortestScannedNumber = 7;
    private const int ShortestScannedIdentifier = 12;

    public List<TextField> Fields { get; } = [];

    /// <summary>The message that is being read, for <see cref="TextField.Place"/>.</summary>
    public string? Place { get; set; }

    /// <summary>Structure that is long enough to hide a value: inspected like content, and never restored.</summary>
    public List<TextField> Identifiers { get; } = [];

    /// <summary>Embedded documents, outer before inner.</summary>
    public List<EmbeddedJson> Embedded { get; } = [];

    /// <summary>Texts of lists that are inspected as one text too.</summary>
    public List<JoinedTexts> Joined { get; } = [];

    public List<ToolCall> ToolCalls { get; } = [];

    /// <summary>Names of tools that the platform itself would run.</summary>
    public List<string> PlatformTools { get; } = [];

    /// <summary>How many parts passed that the guard cannot read.</summary>
    public int Unscanned { get; private set; }

    /// <summary>Changes an enforced answer gets whatever is found, such as dropping logprobs.</summary>
    public List<Action> Prunings { get; } = [];

    /// <summary>A part whose text the guard cannot read: an image, audio, a file.</summary>
    public void Media(string type)
    {
        if (!passMedia)
        {
            throw new ContentRefusedException(
                "content.not-inspectable",
                $"The gateway cannot inspect a part of type {(Structure.IsIdentifier(type) ? type : "unknown")} and passes none.");
        }

        Unscanned++;
    }

    /// <summary>Whether an identifier is long enough for a value: one of digits alone is shorter than others.</summary>
    private static bool MayHideValue(string identifier) =>
        identifier.Length >= ShortestScannedIdentifier
        || identifier.Contains('@', StringComparison.Ordinal)
        || identifier.Count(char.IsAsciiDigit) >= ShortestScannedNumber;

    /// <summary>Every string under a property, except structure.</summary>
    public void Property(JsonObject owner, string name, TextFieldSource source) => Visit(owner, name, -1, owner[name], source, null, false);

    /// <summary>
    /// A text. One that is JSON with escapes or exponents is read as its reader will read it: both hide a value from rules.
    /// </summary>
    public void Text(JsonObject owner, string name, TextFieldSource source)
    {
        if (GatewayJson.IsText(owner[name])
            && Read(new TextField(owner, name, -1, source, null)) is var text
            && (text.Contains('\\', StringComparison.Ordinal) || JsonNumbers.MayHideIn(text)))
        {
            Json(owner, name, source);
            return;
        }

        Property(owner, name, source);
    }

    /// <summary>All properties but the named ones.</summary>
    public void Others(JsonObject owner, TextFieldSource source, params ReadOnlySpan<string> known)
    {
        foreach (var (name, value) in owner)
        {
            if (known.Contains(name))
            {
                continue;
            }

            RefuseOtherSpelling(name, source);
            var first = Fields.Count;
            Visit(owner, name, -1, value, source, null, false);
            if (source == TextFieldSource.Output && value is (JsonArray or JsonObject))
            {
                AddJoined(Fields[first..]);
            }
        }

        Names(owner, source, null, false);
    }

    /// <summary>Throws when a name differs from one of the protocol's by its case alone.</summary>
    public static void RefuseOtherSpelling(string name, TextFieldSource source)
    {
        if (FieldNames.IsOtherSpelling(name))
        {
            var code = source is TextFieldSource.Output or TextFieldSource.ToolArguments or TextFieldSource.Echo
                ? "content.unknown-shape"
                : "invalid_request";
            throw new ContentRefusedException(code, "A field's name differs from one of the protocol's by its case alone.");
        }
    }

    /// <summary>A string that may itself be JSON: its leaves are the fields then, else the string is.</summary>
    public EmbeddedJson? Json(JsonObject owner, string name, TextFieldSource source)
    {
        var value = owner[name];
        if (!GatewayJson.IsText(value))
        {
            Visit(owner, name, -1, value, source, null, true);
            return null;
        }

        var outer = new TextField(owner, name, -1, source, null) { Place = Place };
        var root = EmbeddedJson.TryParse(Read(outer));
        if (root is null)
        {
            Add(outer);
            return null;
        }

        var inner = new EmbeddedJson(outer, root);
        Embedded.Add(inner);
        Children(root, source, inner, true);
        return inner;
    }

    private void AddJoined(List<TextField> fields)
    {
        foreach (var run in fields.Where(static field => !field.IsName).GroupBy(static field => field.Property))
        {
            if (run.Skip(1).Any())
            {
                Joined.Add(new JoinedTexts([.. run]));
            }
        }
    }

    private void Visit(JsonNode parent, string? name, int index, JsonNode? value, TextFieldSource source, EmbeddedJson? host, bool free)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.Object or JsonValueKind.Array when !free
                && source == TextFieldSource.Output
                && name is not null
                && Structure.SpellsText(name):
                // A list of tokens spells out the text that is redacted elsewhere.
                Prunings.Add(() => parent[name] = null);
                break;
            case JsonValueKind.Object or JsonValueKind.Array:
                if (!free
                    && source is not (TextFieldSource.Setting or TextFieldSource.Echo)
                    && ContentParts.IsMedia(GatewayJson.Text(value, "type")))
                {
                    Media(GatewayJson.Text(value, "type")!);
                }

                Children(value, source, host, free || name is "metadata" or "parameters" or "schema" or "input_schema" or "arguments");
                break;
            case JsonValueKind.String:
                var field = new TextField(parent, name, index, source, host) { Label = free ? name : null, Place = Place };
                var text = Read(field);
                if (text.Length > 0 && !Structure.IsStructural(name, text, free))
                {
                    Add(field);
                }
                else if (MayHideValue(text))
                {
                    Identifiers.Add(field);
                }

                break;
            case JsonValueKind.Number when free && value.ToJsonString().Length >= ShortestScannedNumber:
                Add(new TextField(parent, name, index, source, host) { Label = name, Place = Place });
                break;
        }
    }

    private void Children(JsonNode node, TextFieldSource source, EmbeddedJson? host, bool free)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                Visit(array, null, i, array[i], source, host, free);
            }

            return;
        }

        foreach (var (name, value) in node.AsObject())
        {
            Visit(node, name, -1, value, source, host, free);
        }

        Names(node.AsObject(), source, host, free);
    }

    /// <summary>Names after values: renaming a property must not cut off the fields that address values by that name.</summary>
    private void Names(JsonObject owner, TextFieldSource source, EmbeddedJson? host, bool free)
    {
        foreach (var (name, _) in owner)
        {
            if (name.Length >= ShortestScannedNumber && (free || !FieldNames.IsPlain(name)))
            {
                Add(new TextField(owner, name, -1, source, host) { IsName = true, Place = Place });
            }
        }
    }

    private void Add(TextField field)
    {
        if (Fields.Count == maxSlots)
        {
            throw new ContentRefusedException("invalid_request", $"The document holds more than {maxSlots} texts.");
        }

        Fields.Add(field);
    }

    private static string Read(TextField field)
    {
        try
        {
            return field.Text;
        }
        catch (InvalidOperationException)
        {
            throw new ContentRefusedException("invalid_request", "The document holds text that is not valid Unicode.");
        }
    }
}
