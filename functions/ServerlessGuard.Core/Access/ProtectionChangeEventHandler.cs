using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Access;

/// <summary>
/// Logging, a lock or a policy that was changed or taken away where models are guarded. It alerts people and does nothing
/// else: this duty may neither read those settings nor put them back. A forged event costs an alert.
/// </summary>
public sealed class ProtectionChangeEventHandler(IAlertSink alerts, TimeProvider clock) : IGuardEventHandler
{
    private static readonly Dictionary<string, string> Operations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Insights/diagnosticSettings/write"] = "a diagnostic setting was changed",
        ["Microsoft.Insights/diagnosticSettings/delete"] = "a diagnostic setting was deleted",
        ["Microsoft.Authorization/locks/delete"] = "a lock was deleted",
        ["Microsoft.Authorization/policyExemptions/write"] = "a policy was exempted from",
        ["Microsoft.Authorization/policyAssignments/delete"] = "a policy was taken away",
    };

    public IReadOnlyList<string> Types { get; } = [ResourceEvent.Write, ResourceEvent.Delete];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (ResourceEvent.Of(value) is not { Operation: { } operation } hint || !Operations.TryGetValue(operation, out var happened))
        {
            return;
        }

        var resource = ResourceEvent.Shown(hint.Resource);
        await alerts.RaiseAsync(
            new Alert
            {
                Code = "guard.weakened",
                Severity = operation.EndsWith("/delete", StringComparison.OrdinalIgnoreCase)
                    ? AlertSeverity.Critical
                    : AlertSeverity.Warning,
                Message =
                    $"Azure reports that {happened}: {resource}, by {hint.Actor ?? "somebody it does not name"}. If nobody meant it, 'pulumi up' puts it back; what happened meanwhile may be unlogged.",
                Time = clock.GetUtcNow(),
                DedupeKey = $"{operation} {resource}",
            },
            cancellationToken);
    }
}
