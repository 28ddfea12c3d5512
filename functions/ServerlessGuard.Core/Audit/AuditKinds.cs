namespace ServerlessGuard.Core.Audit;

/// <summary>The kinds of entries. Permanent: a kind is never renamed or reused.</summary>
public static class AuditKinds
{
    public const string InteractionOpened = "interaction.opened";
    public const string InteractionClosed = "interaction.closed";
    public const string InteractionInterrupted = "interaction.interrupted";
    public const string ToolJudged = "tool.judged";
    public const string TokensRestored = "tokens.restored";
    public const string ContentRead = "content.read";
    public const string GuardUnscanned = "guard.unscanned";
    public const string CallerRefused = "caller.refused";
    public const string CallerKeyCreated = "caller-key.created";
    public const string CallerKeyRevoked = "caller-key.revoked";
    public const string PolicyLoaded = "policy.loaded";
    public const string PolicyRefused = "policy.refused";
    public const string EventReceived = "event.received";
    public const string RotationBegan = "rotation.began";
    public const string RotationStepped = "rotation.stepped";
    public const string RotationProved = "rotation.proved";
    public const string RotationAcknowledged = "rotation.acknowledged";
    public const string RotationConfirmed = "rotation.confirmed";
    public const string HostStarted = "host.started";
    public const string HostStopped = "host.stopped";
}
