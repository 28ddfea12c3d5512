using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// An alert. <see cref="Code"/> is stable (<c>guard.unscanned</c>); <see cref="DedupeKey"/> folds repeats;
/// no field ever holds scanned text or a secret.
/// </summary>
public sealed record Alert
{
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    [JsonPropertyName("severity")]
    public required AlertSeverity Severity { get; init; }

    [JsonPropertyName("message")]
    public required string Message { get; init; }

    [JsonPropertyName("time")]
    public required DateTimeOffset Time { get; init; }

    [JsonPropertyName("dedupeKey")]
    public string DedupeKey { get; init; } = "";

    [JsonPropertyName("tags")]
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

[JsonConverter(typeof(JsonStringEnumConverter<AlertSeverity>))]
public enum AlertSeverity
{
    [JsonStringEnumMemberName("information")]
    Information,

    [JsonStringEnumMemberName("warning")]
    Warning,

    [JsonStringEnumMemberName("critical")]
    Critical,
}

/// <summary>Tells a person that something needs them. Raising never throws for the caller: delivery is retried behind the port.</summary>
public interface IAlertSink
{
    ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken);
}
