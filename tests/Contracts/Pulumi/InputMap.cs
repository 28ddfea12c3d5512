using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

public sealed class InputMap<TValue> : Input<ImmutableDictionary<string, TValue>>, IEnumerable
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _items;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> items)
        : base(Flatten(items)) => _items = items;

    private protected override IOutput Parts => _items;

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value) => Set(_items.Apply(i => i.Add(key, value)));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) => Set(Output.Tuple(_items, values._items).Apply(t => t.Item1.AddRange(t.Item2)));

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("An InputMap is not enumerated: its items may not be known yet.");

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        values.Apply(ImmutableDictionary.CreateRange);

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) =>
        new(values.Apply(v => v.ToImmutableDictionary(kv => kv.Key, kv => (Input<TValue>)kv.Value)));

    private void Set(Output<ImmutableDictionary<string, Input<TValue>>> items) => (_items, Current) = (items, Flatten(items));

    private static Output<ImmutableDictionary<string, TValue>> Flatten(Output<ImmutableDictionary<string, Input<TValue>>> items) =>
        items.Apply(i => Output.All(
            i.Select(kv => (Input<KeyValuePair<string, TValue>>)kv.Value.Apply(v => KeyValuePair.Create(kv.Key, v))))
            .Apply(all => all.ToImmutableDictionary()));
}
