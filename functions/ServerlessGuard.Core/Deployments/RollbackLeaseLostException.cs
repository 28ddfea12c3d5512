namespace ServerlessGuard.Core.Deployments;

/// <summary>Another worker took over. Whoever gets this does nothing more.</summary>
internal sealed class RollbackLeaseLostException() : Exception("Another worker has the rollback.");
