using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Local.Audit;

namespace ServerlessGuard.Local.Evidence;

/// <summary>Keeps a pack that is never much older than a day, so that nobody has to ask for one in time.</summary>
internal sealed partial class ScheduledEvidence(
    EvidencePackBuilder maker, EvidenceStore store, LogSequencing sequencing, TimeProvider clock, ILogger<ScheduledEvidence> logger)
{
    internal static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>Makes a pack when the newest is a day old. Controls that are not valid are logged: the next run reads them again.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (await store.NewestAsync(cancellationToken) is { } newest && clock.GetUtcNow() - newest < Every)
        {
            return;
        }

        try
        {
            var made = await maker.BuildAsync(cancellationToken, sequence: sequencing.RunAsync);
            await store.SaveAsync(made, cancellationToken);
            await maker.RecordAsync(made, "guard", cancellationToken);
        }
        catch (EvidenceFailedException exception)
        {
            NotMade(logger, exception);
        }
    }

    [LoggerMessage(EventId = 9501, Level = LogLevel.Error, Message = "No evidence pack could be made")]
    private static partial void NotMade(ILogger logger, Exception exception);
}
