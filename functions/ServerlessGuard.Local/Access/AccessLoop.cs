using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Access;

/// <summary>Reviews access every day, and soon after the start: evidence has an age.</summary>
internal sealed class AccessLoop(AccessReviewer reviewer, IPolicySource policies, TimeProvider clock, ILogger<AccessLoop> logger) : PeriodicLoop("The access review", TimeSpan.FromMinutes(1), clock, logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private readonly TimeProvider _clock = clock;
    private DateTimeOffset? _last;

    protected override async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && _clock.GetUtcNow() - last < Every)
        {
            return;
        }

        await reviewer.RunAsync(policies.Current, "guard", cancellationToken);
        _last = _clock.GetUtcNow();
    }
}
