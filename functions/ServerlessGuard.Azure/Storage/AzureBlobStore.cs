using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// The blobs of one container. A blob appears when its last block is committed, so no reader sees a part of it. An
/// answer that was lost and whose retry finds the blob there already is recognised by the write's own id in its metadata.
/// </summary>
public sealed class AzureBlobStore(StorageClients clients, string container, IEntropy entropy) : IBlobStore
{
    private const string WriteIdMetadata = "write";

    /// <summary>In one call, which the right to add opens; blocks need the right to overwrite.</summary>
    private static readonly StorageTransferOptions Whole = new()
    {
        InitialTransferSize = 256 << 20,
        MaximumTransferSize = 256 << 20,
        MaximumConcurrency = 1
    };

    private static readonly StorageTransferOptions Transfer = new()
    {
        InitialTransferSize = 4 << 20,
        MaximumTransferSize = 4 << 20,
        MaximumConcurrency = 2
    };

    private string ContainerLabel => $"Container {container}";

    public ValueTask<bool> CreateAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        return StorageExceptionMapper.GuardAsync(
            ContainerLabel, "create",
            async () =>
            {
                var mark = entropy.NewId();
                var blob = (await clients.ContainerAsync(container)).GetBlobClient(name);
                try
                {
                    var options = new BlobUploadOptions
                    {
                        Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                        Metadata = new Dictionary<string, string> { [WriteIdMetadata] = mark },
                        TransferOptions = Whole,
                    };
                    await blob.UploadAsync(content, options, cancellationToken);
                    return true;
                }
                catch (RequestFailedException e) when (e.Status is 403 or 409 or 412)
                {
                    // An identity that may only add is refused where a blob exists: then it is there, and nothing is wrong.
                    var marked = await IsMarkedAsync(blob, mark, cancellationToken);
                    if (marked is null && e.Status == 403)
                    {
                        throw;
                    }

                    return marked == true;
                }
            },
            cancellationToken);
    }

    public ValueTask PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        return StorageExceptionMapper.GuardAsync(
            ContainerLabel, "put",
            async () =>
            {
                var blob = (await clients.ContainerAsync(container)).GetBlobClient(name);
                await blob.UploadAsync(content, new BlobUploadOptions { TransferOptions = Transfer }, cancellationToken);
            },
            cancellationToken);
    }

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        return StorageExceptionMapper.GuardAsync<Stream?>(
            ContainerLabel, "read",
            async () =>
            {
                var blob = (await clients.ContainerAsync(container)).GetBlobClient(name);
                try
                {
                    // The stream continues where it broke off, and only in the same version of the blob.
                    return new GuardedStream(
                        (await blob.DownloadStreamingAsync(new BlobDownloadOptions(), cancellationToken)).Value.Content, ContainerLabel);
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    return null;
                }
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var client = await StorageExceptionMapper.GuardAsync(
            ContainerLabel, "list", () => clients.ContainerAsync(container), cancellationToken);
        await using var pages = client.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken)
            .AsPages()
            .GetAsyncEnumerator(cancellationToken);
        while (await StorageExceptionMapper.GuardAsync(ContainerLabel, "list", () => pages.MoveNextAsync(), cancellationToken))
        {
            foreach (var blob in pages.Current.Values)
            {
                yield return blob.Name;
            }
        }
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        return StorageExceptionMapper.GuardAsync(
            ContainerLabel, "delete",
            async () =>
            {
                var blob = (await clients.ContainerAsync(container)).GetBlobClient(name);
                return (await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, null, cancellationToken)).Value;
            },
            cancellationToken);
    }

    /// <summary>Whether the blob that is there is this write's; null when none is, or none that may be seen.</summary>
    private static async ValueTask<bool?> IsMarkedAsync(BlobClient blob, string mark, CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return properties.Metadata.TryGetValue(WriteIdMetadata, out var found) && found == mark;
        }
        catch (RequestFailedException e) when (e.Status is 403 or 404)
        {
            return null;
        }
    }
}
