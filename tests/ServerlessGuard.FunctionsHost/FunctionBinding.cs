using System.Text.Json;

namespace ServerlessGuard.FunctionsHost;

/// <summary>One binding of a function, as the app's metadata has it.</summary>
internal sealed class FunctionBinding
{
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "name",
        "type",
        "direction",
        "properties",
        "dataType"
    };

    private readonly Dictionary<string, JsonElement> _values;

    public FunctionBinding(JsonElement raw)
    {
        _values = raw.EnumerateObject()
            .ToDictionary(static property => property.Name, static property => property.Value.Clone(), StringComparer.OrdinalIgnoreCase);
        Name = Text("name") ?? throw new InvalidDataException("A binding without a name.");
        Type = Text("type") ?? throw new InvalidDataException($"The binding {Name} has no type.");
    }

    public string Name { get; }

    public string Type { get; }

    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>The result of every HTTP function; the worker writes the answer itself.</summary>
    public bool IsHttpAnswer => Type.Equals("http", StringComparison.OrdinalIgnoreCase);

    public string? Text(string name) =>
        _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool? Flag(string name) => _values.TryGetValue(name, out var value)
        && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    public string[] Texts(string name) => _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(static item => item.GetString()!)]
        : [];

    /// <summary>A property that nobody reads would be a setting that this host silently ignores.</summary>
    public void Only(params string[] known)
    {
        if (_values.Keys.Where(key => !Common.Contains(key)).Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } other)
        {
            throw new NotSupportedException($"The tests' host does not know {other} of {Type}.");
        }
    }
}
