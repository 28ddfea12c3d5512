using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>Whole small blobs.</summary>
public static class BlobBytes
{
    /// <summary>The blob, or null when there is none. Throws <see cref="StoreUnavailableException"/> above the size of a bundle.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(IBlobStore store, string name, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        if (stream.CanSeek && stream.Length <= EntryBundle.MaxBytes)
        {
            var whole = new byte[stream.Length];
            return whole.AsMemory(0, await stream.ReadAtLeastAsync(whole, whole.Length, throwOnEndOfStream: false, cancellationToken));
        }

        using var bytes = new MemoryStream();
        var block = new byte[16 << 10];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > EntryBundle.MaxBytes)
            {
                throw new StoreUnavailableException("A file of the log is larger than the limit.");
            }
        }

        return bytes.ToArray();
    }
}
