using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// The append blobs of the writers in one container: <c>WRITER/000000</c> and on. Only reads and appends, as write-once containers allow.
/// </summary>
internal sealed class LogSegments(StorageClients clients, string container)
{
    public string Container => container;

    public string ContainerLabel => $"Container {container}";

    public static string NameOf(string writer, long segment) => string.Create(CultureInfo.InvariantCulture, $"{writer}/{segment:D6}");

    public async ValueTask<AppendBlobClient> BlobAsync(string writer, long segment) =>
        (await clients.ContainerAsync(container)).GetAppendBlobClient(NameOf(writer, segment));

    /// <summary>Every writer with its number of segments, in ordinal order.</summary>
    public async ValueTask<IReadOnlyList<(string Writer, long Segments)>> WritersAsync(CancellationToken cancellationToken)
    {
        var writers = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var blob in (await clients.ContainerAsync(container)).GetBlobsAsync(
            BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            var slash = blob.Name.LastIndexOf('/');
            if (slash > 0)
            {
                var writer = blob.Name[..slash];
                writers[writer] = writers.GetValueOrDefault(writer) + 1;
            }
        }

        return [.. writers.Select(static w => (w.Key, w.Value))];
    }

    public async ValueTask<long> CountAsync(string writer, CancellationToken cancellationToken)
    {
        long count = 0;
        await foreach (var _ in (await clients.ContainerAsync(container)).GetBlobsAsync(
            BlobTraits.None, BlobStates.None, writer + "/", cancellationToken))
        {
            count++;
        }

        return count;
    }

    /// <summary>How the log of <paramref name="segments"/> segments ends.</summary>
    public async ValueTask<LogTail> TailAsync(string writer, long segments, CancellationToken cancellationToken)
    {
        var segment = segments - 1;
        var blob = await BlobAsync(writer, segment);
        var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        var length = properties.Value.ContentLength;
        var silence = (properties.GetRawResponse().Headers.Date ?? properties.Value.LastModified) - properties.Value.LastModified;
        if (length < LogBlock.HeaderLength)
        {
            return new(segment, length, null, Guid.Empty, silence);
        }

        var at = length - LogBlock.HeaderLength;
        var end = await ReadRangeAsync(blob, at, LogBlock.HeaderLength, cancellationToken);
        var last = LogBlock.Read(end, segment, at);
        return new(segment, length, last?.Kind, last?.Holder ?? Guid.Empty, silence);
    }

    public static async ValueTask<byte[]> ReadRangeAsync(
        AppendBlobClient blob, long offset, long length, CancellationToken cancellationToken)
    {
        var content = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(offset, length) }, cancellationToken);
        return content.Value.Content.ToArray();
    }

    /// <summary>The blocks of a segment from an offset on, each with its offset. Throws where the bytes are not what was written.</summary>
    public async IAsyncEnumerable<(LogBlock Block, long Offset)> BlocksAsync(
        string writer, long segment, long from, long? end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (end <= from || await OpenAsync(writer, segment, from, cancellationToken) is not { } stream)
        {
            yield break;
        }

        await using (stream)
        {
            var header = new byte[LogBlock.HeaderLength];
            for (var offset = from; end is null || offset < end;)
            {
                var read = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
                if (read == 0)
                {
                    yield break;
                }

                var payload = read == header.Length ? LogBlock.PayloadOf(header) : -1;
                if (payload < 0)
                {
                    throw Damaged(writer, segment, offset);
                }

                var bytes = new byte[header.Length + payload];
                header.CopyTo(bytes, 0);
                if (await stream.ReadAtLeastAsync(
                    bytes.AsMemory(header.Length), payload, throwOnEndOfStream: false, cancellationToken) < payload)
                {
                    throw Damaged(writer, segment, offset);
                }

                var block = LogBlock.Read(bytes, segment, offset) ?? throw Damaged(writer, segment, offset);
                yield return (block, offset);
                offset += block.Length;
            }
        }
    }

    private async ValueTask<Stream?> OpenAsync(string writer, long segment, long from, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await BlobAsync(writer, segment);
            return new GuardedStream((await blob.DownloadStreamingAsync(
                new BlobDownloadOptions { Range = new HttpRange(from) }, cancellationToken)).Value.Content, ContainerLabel);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 416)
        {
            // 416: nothing lies behind this offset yet.
            return null;
        }
        catch (Exception e) when (StorageExceptionMapper.IsFault(e, cancellationToken))
        {
            throw StorageExceptionMapper.Unavailable(ContainerLabel, "read", e);
        }
    }

    private static StoreUnavailableException Damaged(string writer, long segment, long offset) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The log of writer {writer} is damaged in segment {segment} at {offset}."));
}
