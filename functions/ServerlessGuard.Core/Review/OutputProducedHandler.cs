using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// <c>ServerlessGuard.OutputProduced</c>: <c>{"blob":"reported/APPLICATION/…","model":"…"}</c>. Whose output it is follows
/// from who delivered the event, or from the topic where Event Grid did, and the blob must lie under that application's name;
/// what the event says of itself does not count.
/// </summary>
internal sealed class OutputProducedHandler(
    ReportedOutputs outputs, IBlobStore blobs, IPolicySource policies, ReportingTopics topics, IAlertSink alerts, TimeProvider clock)
        : IGuardEventHandler
{
    public const string Type = "ServerlessGuard.OutputProduced";

    private const int LargestBlob = 4 * 1024 * 1024;

    public IReadOnlyList<string> Types { get; } = [Type];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        if (ReporterOf(value, policy) is not ({ } application, { } actor) || BlobOf(value, application) is not { } name)
        {
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = "output.unattributed",
                    Severity = AlertSeverity.Warning,
                    Message = "A reported output was not inspected: neither who delivered it nor its topic is an application's, or its "
                        + "blob is not under the application's name.",
                    Time = clock.GetUtcNow(),
                    DedupeKey = value.DeliveredBy ?? value.Topic ?? "unknown",
                },
                cancellationToken);
            return;
        }

        await outputs.InspectAsync(
            new ReportedOutput
            {
                Id = $"event\n{value.Source}\n{value.Id}",
                Caller = actor,
                Application = application,
                Policy = policy,
                Output = await ReadAsync(name, cancellationToken),
                Model = Text(value.Data, "model"),
            },
            cancellationToken);
    }

    /// <summary>An application's own caller speaks for it, whatever topic it names; Event Grid, which is none, for the topic's.</summary>
    private (ApplicationPolicy Application, string Actor)? ReporterOf(GuardEvent value, GuardPolicy policy)
    {
        if (value.DeliveredBy is { } caller
            && policy.Applications.Values.FirstOrDefault(one => one.Callers.Contains(caller, StringComparer.Ordinal)) is { } own)
        {
            return (own, caller);
        }

        return value.Topic is { } topic && topics.ApplicationOf(topic) is { } id && policy.Applications.TryGetValue(id, out var application)
            ? (application, ReportingTopics.Actor + topic[(topic.LastIndexOf('/') + 1)..])
            : null;
    }

    private static string? BlobOf(GuardEvent value, ApplicationPolicy application)
    {
        var name = Text(value.Data, "blob");
        if (name is null || !name.StartsWith($"reported/{application.Id}/", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            StoreNames.RequireBlobName(name);
            return name;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async ValueTask<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var stream = await blobs.OpenReadAsync(name, cancellationToken)
            ?? throw new InvalidDataException("The blob of a reported output does not exist.");
        var buffer = new byte[LargestBlob + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var text = length <= LargestBlob ? Encoding.UTF8.GetString(buffer, 0, length) : null;
        return text is { Length: <= ReportedOutputs.LongestText }
            ? text
            : throw new InvalidDataException("A reported output is larger than the limit of inspection.");
    }

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String
            ? property.GetString()
            : null;
}
