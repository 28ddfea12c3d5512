using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Content;

namespace ServerlessGuard.Functions;

/// <summary>Content that is due is destroyed.</summary>
public sealed class RetentionFunction(ContentSweep sweep)
{
    [Function("retention")]
    public async Task RunAsync([TimerTrigger("%Guard__Schedules__Retention%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sweep.RunAsync(cancellationToken);
}
