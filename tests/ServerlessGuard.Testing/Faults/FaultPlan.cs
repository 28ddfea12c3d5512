using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>
/// The calls of a store that fail, counted from 1 over all its methods. <paramref name="lostAnswer"/>: the call takes
/// effect and only its answer is lost, the harder case for a caller. Thread-safe.
/// </summary>
public sealed class FaultPlan(Func<int, bool> fails, bool lostAnswer = false)
{
    private int _calls;

    /// <summary>The failing calls that take effect although they fail. Default: all or none, as the constructor says.</summary>
    private Func<int, bool> TakesEffect { get; init; } = _ => lostAnswer;

    /// <summary>Calls so far; a run without faults tells how many positions there are to fail at.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public static FaultPlan None { get; } = new(_ => false);

    public static FaultPlan At(int call, bool lostAnswer = false) => new(n => n == call, lostAnswer);

    public static FaultPlan From(int call) => new(n => n >= call);

    /// <summary>
    /// A process that is killed at a call: neither that one nor any later one is answered, and of them that one alone may have taken
    /// effect.
    /// </summary>
    /// <param name="at">The call, told late: which it is may follow from what the process did before.</param>
    /// <param name="takesEffect">Whether it had taken effect.</param>
    public static FaultPlan Killed(Func<int> at, bool takesEffect) =>
        new(n => n >= at()) { TakesEffect = n => takesEffect && n == at() };

    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var number = Interlocked.Increment(ref _calls);
        if (!fails(number))
        {
            return await call();
        }

        if (TakesEffect(number))
        {
            await call();
        }

        throw new StoreUnavailableException($"Planned fault at call {number}.");
    }

    public async ValueTask RunAsync(Func<ValueTask> call) => await RunAsync(async () =>
    {
        await call();
        return true;
    });
}
