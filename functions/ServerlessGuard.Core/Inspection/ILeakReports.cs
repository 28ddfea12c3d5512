namespace ServerlessGuard.Core.Inspection;

/// <summary>Hears of texts that secret rules found in an interaction, before it is closed.</summary>
public interface ILeakReports
{
    /// <summary>
    /// Makes durable that they are to be compared with live keys. Keeps none of them. Never throws for a store that is down:
    /// that raises an alert, since the answer's own verdict does not depend on it.
    /// </summary>
    ValueTask ReportAsync(IReadOnlyList<string> texts, string interaction, CancellationToken cancellationToken);
}
