namespace ServerlessGuard.Core.Deployments;

/// <summary>Where a rollback may go, before its probes are asked. <see cref="Stands"/>: the revision is there already.</summary>
public sealed record RollbackOption(RollbackTarget Target, bool Stands);
