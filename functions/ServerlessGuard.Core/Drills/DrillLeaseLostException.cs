namespace ServerlessGuard.Core.Drills;

/// <summary>Another worker took over; this one stops without acting.</summary>
internal sealed class DrillLeaseLostException() : Exception("Another worker took over the drill.");
