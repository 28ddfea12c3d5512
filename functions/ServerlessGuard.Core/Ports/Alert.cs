namespace ServerlessGuard.Core.Ports;

/// <summary>
/// An alert. <see cref="Code"/> is stable (<c>guard.unscanned</c>); <see cref="DedupeKey"/> folds repeats;
/// no field ever holds scanned text or a secret.
/// </summary>
public sealed record Alert
{
    public required string Code { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required string Message { get; init; }

    public required DateTimeOffset Time { get; init; }

    public string DedupeKey { get; init; } = "";

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

public enum AlertSeverity
{
    Information,
    Warning,
    Critical,
}

/// <summary>Tells a person that something needs them. Raising never throws for the caller: delivery is retried behind the port.</summary>
public interface IAlertSink
{
    ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken);
}
