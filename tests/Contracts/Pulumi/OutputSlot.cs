using System.Collections.Immutable;
using System.Globalization;

namespace Pulumi;

internal sealed class OutputSlot<T>(Resource owner) : IOutputSlot
{
    private readonly TaskCompletionSource<OutputData<T>> _data = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Output<T>? _output;

    public object Output => _output ??= new(_data.Task);

    public void Set(object? value, bool known) => _data.SetResult(new(Converted(value), known, false, ImmutableHashSet.Create(owner)));

    public void Fail(Exception error) => _data.SetException(error);

    private static T Converted(object? value) => value switch
    {
        null => default!,
        T same => same,
        IReadOnlyDictionary<string, object> fields => Nested(fields),
        IConvertible simple => (T)simple.ToType(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture),
        _ => default!,
    };

    /// <summary>An output type: its one constructor's parameters bear the wire names.</summary>
    private static T Nested(IReadOnlyDictionary<string, object> fields)
    {
        var constructor = typeof(T).GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
            .Single();
        return (T)constructor.Invoke([.. constructor.GetParameters().Select(p => fields.GetValueOrDefault(p.Name!))]);
    }
}
