using System.Collections.Immutable;

namespace Pulumi;

public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        Deployment.Track(data);
    }

    internal Task<OutputData<T>> Data { get; }

    public static Output<T> Create(Task<T> value) => new(KnownAsync(value, secret: false));

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Then(v => Output.Create(func(v)));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Then(v => Output<TResult>.Create(func(v)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Then(v => func(v).ToOutput());

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => Then(func);

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data.ConfigureAwait(false);
        return new(data.Value, data.IsKnown, data.IsSecret, data.Resources);
    }

    internal static async Task<OutputData<T>> KnownAsync(Task<T> value, bool secret) =>
        new(await value.ConfigureAwait(false), true, secret, ImmutableHashSet<Resource>.Empty);

    private Output<TResult> Then<TResult>(Func<T, Output<TResult>?> func) => new(ThenAsync(func));

    private async Task<OutputData<TResult>> ThenAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var mine = await Data.ConfigureAwait(false);
        if (!mine.IsKnown)
            return new(default!, false, mine.IsSecret, mine.Resources);
        if (func(mine.Value) is not { } next)
            return new(default!, true, mine.IsSecret, mine.Resources);
        var theirs = await next.Data.ConfigureAwait(false);
        return new(theirs.Value, theirs.IsKnown, mine.IsSecret || theirs.IsSecret, mine.Resources.Union(theirs.Resources));
    }
}
