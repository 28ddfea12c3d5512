namespace ServerlessGuard.Core.Outcomes;

/// <summary>What all instances counted for one deployment's revision.</summary>
public sealed record ServedTotals(ServedBy Served, OutcomeCounts Counts);
