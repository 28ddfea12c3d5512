using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>Long blobs as block blobs; a container is the first segment of a name. The service keeps staged blocks for a week.</summary>
public sealed class AzureStagedBlobStore(StorageClients clients) : IStagedBlobStore
{
    public ValueTask<BlobVersion?> FindAsync(string name, CancellationToken cancellationToken) =>
        StorageExceptionMapper.GuardAsync<BlobVersion?>(
            ContainerLabelOf(name), "find",
            async () =>
            {
                try
                {
                    var properties = (await (await BlobAsync(name)).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
                    return new BlobVersion(properties.ContentLength, properties.ETag.ToString("H"));
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    return null;
                }
            },
            cancellationToken);

    public ValueTask<Stream?> OpenReadAsync(string name, string version, long from, CancellationToken cancellationToken) =>
        StorageExceptionMapper.GuardAsync<Stream?>(
            ContainerLabelOf(name), "read",
            async () =>
            {
                var options = new BlobDownloadOptions
                {
                    Range = new HttpRange(from),
                    Conditions = new BlobRequestConditions { IfMatch = new ETag(version) }
                };
                try
                {
                    return new GuardedStream(
                        (await (await BlobAsync(name)).DownloadStreamingAsync(options, cancellationToken)).Value.Content,
                        ContainerLabelOf(name));
                }
                catch (RequestFailedException e) when (e.Status is 404 or 412)
                {
                    return null;
                }
            },
            cancellationToken);

    public ValueTask StageAsync(
        string name, string upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        StorageExceptionMapper.GuardAsync(
            ContainerLabelOf(name), "stage",
            async () =>
            {
                using var stream = new MemoryStream(content.ToArray(), writable: false);
                await (await BlobAsync(name)).StageBlockAsync(IdOf(upload, number), stream, cancellationToken: cancellationToken);
            },
            cancellationToken);

    public ValueTask<bool> CommitAsync(string name, string upload, int count, CancellationToken cancellationToken) =>
        StorageExceptionMapper.GuardAsync(
            ContainerLabelOf(name), "commit",
            async () =>
            {
                try
                {
                    await (await BlobAsync(name)).CommitBlockListAsync(
                        Enumerable.Range(0, count).Select(number => IdOf(upload, number)), cancellationToken: cancellationToken);
                    return true;
                }
                catch (RequestFailedException e) when (e.Status == 400 && e.ErrorCode == "InvalidBlockList")
                {
                    return false;
                }
            },
            cancellationToken);

    private static string ContainerLabelOf(string name) => $"Container {Split(name).Container}";

    /// <summary>Ids of one blob's blocks must have one length, of 64 bytes at most.</summary>
    private static string IdOf(string upload, int number) =>
        Convert.ToBase64String(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{upload.PadRight(56, '-')}{number:D6}")));

    private static (string Container, string Blob) Split(string name)
    {
        StoreNames.RequireBlobName(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? (name[..slash], name[(slash + 1)..])
            : throw new ArgumentException("A staged blob's name begins with its container.", nameof(name));
    }

    private async ValueTask<BlockBlobClient> BlobAsync(string name)
    {
        var (container, blob) = Split(name);
        return (await clients.ContainerAsync(container)).GetBlockBlobClient(blob);
    }
}
