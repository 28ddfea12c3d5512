using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>Publishes keyed hashes of what a secret rule found; the rotator's duty compares them with its keys.</summary>
public sealed class LeakReporter(
    KeyFingerprints fingerprints, IEventPublisher events, IAlertSink alerts, TimeProvider clock, ILogger<LeakReporter> logger)
    : ILeakReporter
{
    public async ValueTask ReportAsync(IReadOnlyList<string> texts, string interaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        try
        {
            var found = new List<string>(texts.Count);
            foreach (var text in texts)
            {
                found.Add(await fingerprints.OfAsync(text, cancellationToken));
            }

            // The same id whenever the interaction is reported again: it identifies a redelivery.
            var told = new GuardEvent
            {
                Id = $"leak-{interaction}",
                Source = "serverlessguard/gateway",
                Type = LeakedKeyEventHandler.Type,
                Subject = interaction,
                Time = clock.GetUtcNow(),
                Data = JsonSerializer.SerializeToElement(new LeakedKeyEvent(interaction, found), LeakedKeyJson.Default.LeakedKeyEvent),
            };
            await events.PublishAsync(told, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or SecretDisabledException)
        {
            RotationLog.LeakUnreported(logger, interaction, exception.GetType().Name);
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = "rotation.leak-unreported",
                    Severity = AlertSeverity.Critical,
                    Message =
                        $"Interaction {interaction} held a secret that could not be compared with our keys: the store is down. Compare it by hand, or rotate.",
                    Time = clock.GetUtcNow(),
                    DedupeKey = interaction,
                },
                cancellationToken);
        }
    }
}
