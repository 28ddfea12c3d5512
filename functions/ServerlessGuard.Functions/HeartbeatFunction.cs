using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Functions.Composition;

namespace ServerlessGuard.Functions;

/// <summary>
/// Sends the log workspace a heartbeat of each duty of this app; an alert fires without one. Without a workspace it sends none.
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
