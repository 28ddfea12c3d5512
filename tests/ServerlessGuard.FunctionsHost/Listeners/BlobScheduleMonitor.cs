using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Storage;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>
/// Keeps the last and next run of each timer: a blob for each in the host's container, laid out as the SDK's own monitor does.
/// That one is built against an older storage package than the SDK's locks are, and cannot be loaded beside them.
/// </summary>
internal sealed class BlobScheduleMonitor(IAzureBlobStorageProvider storage, IHostIdProvider host) : ScheduleMonitor
{
    public override async Task<ScheduleStatus?> GetStatusAsync(string timerName)
    {
        try
        {
            return (await (await BlobAsync(timerName)).DownloadContentAsync()).Value.Content.ToObjectFromJson<ScheduleStatus>();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public override async Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        var blob = await BlobAsync(timerName);
        await blob.UploadAsync(BinaryData.FromObjectAsJson(status), new BlobUploadOptions());
    }

    private async Task<BlobClient> BlobAsync(string timerName)
    {
        if (!storage.TryCreateHostingBlobContainerClient(out var container))
        {
            throw new InvalidOperationException("AzureWebJobsStorage is not set: timers have nowhere to note their runs.");
        }

        await container.CreateIfNotExistsAsync();
        return container.GetBlobClient($"timers/{await host.GetHostIdAsync(CancellationToken.None)}/{timerName}/status");
    }
}
