namespace ServerlessGuard.Infra.Telemetry;

/// <summary>A table of the log workspace.</summary>
/// <param name="IsProof">Kept as long as the longest tier keeps proofs; otherwise as long as content.</param>
internal sealed record LogTable(string Name, string Description, bool IsProof, IReadOnlyList<Column> Columns);
