using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Azure.Audit;

namespace ServerlessGuard.Functions;

/// <summary>Entries of all writers come into the one signed log.</summary>
public sealed class CheckpointFunction(AzureSequencing sequencing)
{
    [Function("checkpoint")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleCheckpoint%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sequencing.RunAsync(cancellationToken);
}
