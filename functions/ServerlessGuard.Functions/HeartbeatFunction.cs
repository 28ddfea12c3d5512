using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Functions.Composition;

namespace ServerlessGuard.Functions;

/// <summary>
/// Tells the log workspace that each duty of this app lives; an alert misses it. Without a workspace there is nobody to tell.
/// </summary>
public sealed class HeartbeatFunction(DutySettings settings, LogSender? sender = null)
{
    [Function("heartbeat")]
    public void Run([TimerTrigger("%GuardScheduleHeartbeat%")] TimerInfo timer)
    {
        foreach (var duty in settings.Duties)
        {
            sender?.EnqueueHeartbeat(duty.Id);
        }
    }
}
