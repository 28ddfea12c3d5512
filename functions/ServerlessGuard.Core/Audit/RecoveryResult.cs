namespace ServerlessGuard.Core.Audit;

/// <summary>
/// What a recovery did: interactions closed as interrupted, logs that are done with (sealed), and writers whose chain
/// is broken (their orphans are closed as far as they can be read; the logs stay unsealed).
/// </summary>
public sealed record RecoveryResult(int Interrupted, int Sealed, IReadOnlyList<string> Damaged);
