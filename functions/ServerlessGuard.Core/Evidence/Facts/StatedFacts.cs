using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>The facts that the policy and the parts of the guard state of themselves; the log's facts are read apart.</summary>
public sealed class StatedFacts(IPolicySource policies, IEnumerable<IStateFactSource> states)
{
    private readonly IStateFactSource[] _states = [.. states];

    /// <summary>Throws <see cref="Ports.StoreUnavailableException"/> when a part does not answer.</summary>
    /// <param name="now">The time of the pack.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<IReadOnlyList<Fact>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stated = PolicyFacts.Of(policies.Current, now).ToList();
        foreach (var state in _states)
        {
            stated.AddRange(await state.ReadAsync(now, cancellationToken));
        }

        return stated;
    }
}
