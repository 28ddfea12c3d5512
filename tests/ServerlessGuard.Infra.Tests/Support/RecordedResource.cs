using System.Collections.Immutable;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>One registered resource as the engine would see it: token, name and inputs in wire form.</summary>
internal sealed record RecordedResource(string Type, string Name, string? Id, ImmutableDictionary<string, object> Inputs)
{
    public (string Type, string Name) Key => (Type, Name);

    /// <summary>The resource's own name in Azure.</summary>
    public string LastName => Id![(Id!.LastIndexOf('/') + 1)..];

    public RecordedOptions Options { get; init; } = new([]);

    /// <summary>The resource's answer beside its id and its name.</summary>
    public IReadOnlyDictionary<string, object> Outputs { get; init; } = ImmutableDictionary<string, object>.Empty;

    public string Short => Type[(Type.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The value at a dotted path; <c>null</c> where there is none.</summary>
    public object? At(string path)
    {
        object? value = Inputs;
        foreach (var part in path.Split('.'))
        {
            if (value is not IReadOnlyDictionary<string, object> map || !map.TryGetValue(part, out value))
                return null;
        }

        return value;
    }

    public string? Text(string path) => At(path) as string;

    public IReadOnlyList<object> List(string path) =>
        At(path) is System.Collections.IEnumerable list and not string ? [.. list.Cast<object>()] : [];

    public IEnumerable<string> OutputTexts() => Leaves("", Outputs).Select(l => l.Value).OfType<string>();

    /// <summary>Every value that is neither a map nor a list, with its path: <c>.properties.items[].name</c>.</summary>
    public IEnumerable<(string Path, object Value)> Leaves() => Leaves("", Inputs);

    public override string ToString() => $"{Short} '{Name}'";

    private static IEnumerable<(string Path, object Value)> Leaves(string path, object value) => value switch
    {
        IReadOnlyDictionary<string, object> map => map.SelectMany(m => Leaves($"{path}.{m.Key}", m.Value)),
        System.Collections.IEnumerable list and not string => list.Cast<object>().SelectMany(i => Leaves(path + "[]", i)),
        _ => [(path, value)],
    };
}
