using Azure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure.Storage;

namespace ServerlessGuard.Functions.Composition;

/// <summary>
/// Makes, in an emulator, what infra makes in Azure for others to put something into: the duty's queue, and the containers
/// of file events. The app makes its other resources on the first write.
/// </summary>
internal sealed partial class EmulatorResources(
    StorageClients clients, DutySettings settings, ILogger<EmulatorResources> logger) : BackgroundService
{
    /// <summary>Duty -> the container whose files it is informed of.</summary>
    private static readonly Dictionary<string, string> Containers = new() { ["redactor"] = "inbox", ["reviewer"] = "reported" };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (settings.HasQueue)
            {
                await clients.QueueAsync(settings.EventsQueue);
            }

            foreach (var container in Containers.Where(container => settings.Duties.Any(duty => duty.Id == container.Key)))
            {
                await clients.ContainerAsync(container.Value);
            }
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            Missing(logger, e.GetType().Name);
        }
    }

    [LoggerMessage(
        4000, LogLevel.Warning, "The storage emulator does not answer ({Problem}). Start it; what waits is made at the next start.")]
    private static partial void Missing(ILogger logger, string problem);
}
