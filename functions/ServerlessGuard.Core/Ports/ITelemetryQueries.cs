namespace ServerlessGuard.Core.Ports;

/// <summary>Questions to the logs of the platform, from a fixed catalogue: nobody's text ever becomes a query.</summary>
public interface ITelemetryQueries
{
    /// <summary>
    /// The rows of the answer, by column; a value is a string, a long, a double, a bool, a <see cref="DateTimeOffset"/> or null.
    /// Throws <see cref="StoreUnavailableException"/> when the logs do not answer, or not whole, or with more than
    /// <see cref="TelemetryQuery.MostRows"/> rows.
    /// </summary>
    /// <param name="back">How far back to look.</param>
    ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> AskAsync(
        TelemetryQuery question, TimeSpan back, CancellationToken cancellationToken);
}
