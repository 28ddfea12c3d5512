using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Access;

/// <summary>
/// The review that a change calls for. Many changes come at once (a deployment gives ten roles): one review that began
/// after them all answers for all. Thread-safe; each instance keeps its own last review.
/// </summary>
public sealed class AccessChangeReview(AccessReviewer reviewer, IPolicySource policies, TimeProvider clock) : IDisposable
{
    /// <summary>A review that began so long after a change has certainly read it.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private AccessReview? _last;

    /// <summary>
    /// A review under the policy of now that read what was there at <paramref name="time"/>. Throws
    /// <see cref="Ports.StoreUnavailableException"/> as the reviewer does.
    /// </summary>
    public async ValueTask<AccessReview> ReviewSinceAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (now, policy) = (clock.GetUtcNow(), policies.Current);

            // An event may say that it comes from the future: it must not keep every later one at reviewing.
            if (_last is { } last && last.PolicyRevision == policy.RevisionId && last.Time >= (time < now ? time : now) + Settled)
            {
                return last;
            }

            return _last = await reviewer.RunAsync(policy, "guard", cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
