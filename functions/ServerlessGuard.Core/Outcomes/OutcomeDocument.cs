namespace ServerlessGuard.Core.Outcomes;

/// <summary>What one instance counted for one deployment's revision, since the instance started.</summary>
internal sealed record OutcomeDocument(ServedBy Served, OutcomeCounts Counts);
