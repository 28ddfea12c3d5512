namespace ServerlessGuard.Core.Review;

/// <summary>The Event Grid topics that applications outside the gateway report their outputs on, each its own.</summary>
public sealed class ReportingTopics
{
    /// <summary>The actor of what a topic reported: this and the topic's name.</summary>
    public const string Actor = "topic:";

    private readonly Dictionary<string, string> _applications;

    /// <param name="applications">Resource id of the topic -> id of the application.</param>
    public ReportingTopics(IEnumerable<KeyValuePair<string, string>> applications) =>
        _applications = new(applications, StringComparer.OrdinalIgnoreCase);

    /// <summary>The application whose topic it is; null when it is none of ours.</summary>
    public string? ApplicationOf(string topic) => _applications.GetValueOrDefault(topic);
}
