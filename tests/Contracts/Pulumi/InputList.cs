using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable
{
    private Output<ImmutableArray<Input<T>>> _items;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> items)
        : base(Flatten(items)) => _items = items;

    private protected override IOutput Parts => _items;

    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs) => Set(Joined(inputs));

    public InputList<T> Concat(InputList<T> other) => new(Joined(other));

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("An InputList is not enumerated: its items may not be known yet.");

    public static implicit operator InputList<T>(T value) => ImmutableArray.Create<Input<T>>(value);

    public static implicit operator InputList<T>(Output<T> value) => ImmutableArray.Create<Input<T>>(value);

    public static implicit operator InputList<T>(Input<T> value) => ImmutableArray.Create(value);

    public static implicit operator InputList<T>(T[] values) => values.Select(v => (Input<T>)v).ToImmutableArray();

    public static implicit operator InputList<T>(Output<T>[] values) => values.Select(v => (Input<T>)v).ToImmutableArray();

    public static implicit operator InputList<T>(Input<T>[] values) => values.ToImmutableArray();

    public static implicit operator InputList<T>(List<T> values) => values.Select(v => (Input<T>)v).ToImmutableArray();

    public static implicit operator InputList<T>(List<Output<T>> values) => values.Select(v => (Input<T>)v).ToImmutableArray();

    public static implicit operator InputList<T>(List<Input<T>> values) => values.ToImmutableArray();

    public static implicit operator InputList<T>(ImmutableArray<T> values) => values.Select(v => (Input<T>)v).ToImmutableArray();

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) =>
        new(values.Apply(v => v.Select(i => (Input<T>)i).ToImmutableArray()));

    private Output<ImmutableArray<Input<T>>> Joined(InputList<T> other) =>
        Output.Tuple(_items, other._items).Apply(t => t.Item1.AddRange(t.Item2));

    private void Set(Output<ImmutableArray<Input<T>>> items) => (_items, Current) = (items, Flatten(items));

    private static Output<ImmutableArray<T>> Flatten(Output<ImmutableArray<Input<T>>> items) =>
        items.Apply(i => Output.All(i.AsEnumerable()));
}
