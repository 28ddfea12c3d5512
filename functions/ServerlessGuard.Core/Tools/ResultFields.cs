using System.Text.Json;
using ServerlessGuard.Core.Conversations;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// The values of a tool's result by the field that holds them, where it is JSON or YAML. A real parser reads it: a text in the result
/// that looks like a field is a text.
/// </summary>
internal sealed class ResultFields
{
    /// <summary>Characters; a longer result has no fields.</summary>
    private const int Longest = 512 * 1024;

    private const int Most = 20_000;

    private readonly Dictionary<string, HashSet<string>> _byField = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _all = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _texts = [];
    private int _count;

    public ResultFields(string text)
    {
        if (text.Length <= Longest && !ReadJson(text) && text.AsSpan().ContainsAny(":-"))
        {
            ReadYaml(text);
        }
    }

    /// <summary>Whether a field of the name holds the value; of any name where it is null.</summary>
    public bool Has(string? field, string value) =>
        field is null ? _all.Contains(value) : _byField.TryGetValue(field, out var values) && values.Contains(value);

    /// <summary>Whether a field that names an identifier holds the value.</summary>
    public bool HasId(string value) =>
        _byField.Any(field => ArgumentKinds.Of(field.Key.TrimEnd('_')) == ArgumentKind.Id && field.Value.Contains(value));

    /// <summary>The texts that are no identifiers; all of the result where it has no fields.</summary>
    public IEnumerable<string> Texts(string whole) => _byField.Count == 0 ? [whole] : _texts;

    private bool ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, GatewayJson.Reading);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                return false;
            }

            Read(document.RootElement, "");
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Clear();
            return false;
        }
    }

    private void Read(JsonElement element, string field)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Read(property.Value, property.Name);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Read(item, field);
                }

                break;
            case JsonValueKind.String:
                Add(field, element.GetString()!);
                break;
            case JsonValueKind.Number:
                Add(field, element.GetRawText());
                break;
        }
    }

    private void ReadYaml(string text)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            var names = new Stack<(string Field, bool IsMapping)>();
            names.Push(("", false));
            string? key = null;
            while (parser.MoveNext() && _count < Most && names.Count <= GatewayJson.MaxDepth)
            {
                switch (parser.Current)
                {
                    case AnchorAlias:
                        Clear();
                        return;
                    case MappingStart:
                        names.Push((key ?? names.Peek().Field, true));
                        key = null;
                        break;
                    case SequenceStart:
                        names.Push((key ?? names.Peek().Field, false));
                        key = null;
                        break;
                    case MappingEnd or SequenceEnd:
                        names.Pop();
                        key = null;
                        break;
                    case YamlDotNet.Core.Events.Scalar scalar when names.Peek().IsMapping && key is null:
                        key = scalar.Value;
                        break;
                    case YamlDotNet.Core.Events.Scalar scalar:
                        Add(key ?? names.Peek().Field, scalar.Value);
                        key = null;
                        break;
                }
            }
        }
        catch (YamlException)
        {
            Clear();
        }
    }

    private void Add(string field, string value)
    {
        if (_count++ >= Most)
        {
            return;
        }

        if (ArgumentKinds.Of(field.TrimEnd('_')) != ArgumentKind.Id)
        {
            _texts.Add(value);
        }

        if (value.Length is > 0 and <= 512)
        {
            _all.Add(value.Trim());
            if (!_byField.TryGetValue(field, out var values))
            {
                _byField[field] = values = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            }

            values.Add(value.Trim());
        }
    }

    private void Clear()
    {
        _byField.Clear();
        _all.Clear();
        _texts.Clear();
    }
}
