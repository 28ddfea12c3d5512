namespace ServerlessGuard.Local.Demo;

/// <summary>Breaks one part of the guard on purpose while a scenario watches. Thread-safe.</summary>
internal sealed class DemoFaults
{
    private volatile bool _auditLogDown;
    private volatile bool _vaultDown;

    /// <summary>Whether entries can be made durable.</summary>
    public bool AuditLogDown
    {
        get => _auditLogDown;
        set => _auditLogDown = value;
    }

    /// <summary>Whether documents, and with them the vault, can be reached.</summary>
    public bool VaultDown
    {
        get => _vaultDown;
        set => _vaultDown = value;
    }
}
