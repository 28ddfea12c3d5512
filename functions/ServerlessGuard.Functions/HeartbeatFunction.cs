using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Functions.Composition;

namespace ServerlessGuard.Functions;

/// <summary>Tells the log workspace that this duty lives; an alert misses it.</summary>
public sealed class HeartbeatFunction(IAuditLog log, DutySettings settings)
{
    [Function("heartbeat")]
    public void Run([TimerTrigger("%Guard__Schedules__Heartbeat%")] TimerInfo timer) => (log as EntryTelemetry)?.Beat(settings.Duty);
}
