using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>Handles the storage account's event of a new file in the inbox. The file's present content counts, not the event's.</summary>
public sealed class BlobCreatedHandler(FileIngestion inbox, IAlertSink alerts, TimeProvider clock) : IGuardEventHandler
{
    public const string BlobCreated = "Microsoft.Storage.BlobCreated";

    private const string Subject = "/blobServices/default/containers/inbox/blobs/";

    public IReadOnlyList<string> Types { get; } = [BlobCreated];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Subject?.StartsWith(Subject, StringComparison.OrdinalIgnoreCase) != true)
        {
            return;
        }

        try
        {
            await inbox.RunAsync(value.Subject[Subject.Length..], cancellationToken);
        }
        catch (ArgumentException)
        {
            // It will never have a better name.
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = "inbox.name",
                    Severity = AlertSeverity.Warning,
                    Message = "A file in the inbox has a name that the guard does not take: segments of letters, digits, dot, dash and "
                        + "underscore. It stays there until it is renamed or expires.",
                    Time = clock.GetUtcNow(),
                },
                cancellationToken);
        }
    }
}
