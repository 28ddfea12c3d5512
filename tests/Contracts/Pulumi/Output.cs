using System.Collections.Immutable;
using System.Globalization;

namespace Pulumi;

public static class Output
{
    public static Output<T> Create<T>(T value) => Output<T>.Create(Task.FromResult(value));

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    public static Output<T> CreateSecret<T>(T value) => new(Output<T>.KnownAsync(Task.FromResult(value), secret: true));

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => new(AllAsync(inputs));

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => new(AllAsync(inputs));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => All(outputs.Select(o => (Input<T>)o));

    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) =>
        item1.Apply(a => item2.Apply(b => (a, b)));

    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        item1.Apply(a => item2.Apply(b => (a, b)));

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Output<T1> item1, Output<T2> item2, Output<T3> item3) =>
        item1.Apply(a => item2.Apply(b => item3.Apply(c => (a, b, c))));

    public static Output<string> Format(FormattableString formattableString)
    {
        ArgumentNullException.ThrowIfNull(formattableString);
        var parts = formattableString.GetArguments().Select(a => new Output<object?>(PartAsync(a)));
        return All(parts).Apply(values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    private static async Task<OutputData<object?>> PartAsync(object? part) => part switch
    {
        IOutput output => await output.GetDataAsync().ConfigureAwait(false),
        IInput input => await input.Parts.GetDataAsync().ConfigureAwait(false),
        _ => new(part, true, false, ImmutableHashSet<Resource>.Empty),
    };

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(IEnumerable<Input<T>> inputs)
    {
        var values = ImmutableArray.CreateBuilder<T>();
        var (known, secret, resources) = (true, false, ImmutableHashSet<Resource>.Empty);
        foreach (var input in inputs)
        {
            var data = await input.ToOutput().Data.ConfigureAwait(false);
            values.Add(data.Value);
            (known, secret, resources) = (known && data.IsKnown, secret || data.IsSecret, resources.Union(data.Resources));
        }

        return new(values.ToImmutable(), known, secret, resources);
    }
}
