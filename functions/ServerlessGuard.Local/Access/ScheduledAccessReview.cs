using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Access;

/// <summary>Reviews access every day, and soon after the start: evidence has an age.</summary>
internal sealed class ScheduledAccessReview(AccessReviewer reviewer, IPolicySource policies, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private DateTimeOffset? _last;

    /// <summary>Reviews when the last review of this host is a day old.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && clock.GetUtcNow() - last < Every)
        {
            return;
        }

        await reviewer.RunAsync(policies.Current, "guard", cancellationToken);
        _last = clock.GetUtcNow();
    }
}
