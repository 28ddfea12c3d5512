using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Functions;

/// <summary>Cases whose time runs out, and decisions that are not settled yet.</summary>
public sealed class CaseSweepFunction(CaseSweep sweep)
{
    [Function("case_sweep")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleCaseSweep%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sweep.RunAsync(cancellationToken);
}
