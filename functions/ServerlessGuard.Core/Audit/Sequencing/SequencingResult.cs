namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// What a run did: the log's size now, the entries it added, and the writers whose logs are faulty: of those, nothing
/// from the fault on is integrated.
/// </summary>
public sealed record SequencingResult(long Size, long Added, IReadOnlyList<string> Faulty);
