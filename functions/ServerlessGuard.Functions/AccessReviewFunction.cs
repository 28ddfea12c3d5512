using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Functions;

/// <summary>Reads grants from ARM and compares them with the policy.</summary>
public sealed class AccessReviewFunction(AccessReviewer reviewer, IPolicySource policies)
{
    [Function("access_review")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleAccessReview%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await reviewer.RunAsync(policies.Current, "guard", cancellationToken);
}
