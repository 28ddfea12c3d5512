using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Content;

namespace ServerlessGuard.Functions;

/// <summary>Content that is due is destroyed, and long bodies that nothing refers to.</summary>
public sealed class RetentionFunction(ContentSweep sweep, LongBodySweep bodies)
{
    [Function("retention")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleRetention%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await sweep.RunAsync(cancellationToken);
        await bodies.RunAsync(cancellationToken);
    }
}
