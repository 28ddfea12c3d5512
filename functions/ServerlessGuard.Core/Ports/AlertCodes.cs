namespace ServerlessGuard.Core.Ports;

/// <summary>The codes of alerts that the log workspace queries by name. Permanent, as every alert's code.</summary>
public static class AlertCodes
{
    public const string AuditChain = "audit.chain";
    public const string AuditDamaged = "audit.log.damaged";
    public const string AuditWitness = "audit.witness";
    public const string DrillOverdue = "drill.overdue";
    public const string EventPoisoned = "event.poisoned";
    public const string RotationOverdue = "rotation.overdue";

    /// <summary>The tag of an overdue thing's alert: since when it is due, ISO 8601.</summary>
    public const string Due = "due";
}
