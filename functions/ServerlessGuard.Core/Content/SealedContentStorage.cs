using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// The storage of sealed bytes: in a document up to a size (many of them share one commit), else in a blob, whose name a
/// document then takes, so that each name is written once in either.
/// </summary>
internal sealed class SealedContentStorage(IDocumentStore documents, IBlobStore blobs, int maxInlineBytes)
{
    /// <summary>The largest content that is read: a request and an answer at their bounds, with room.</summary>
    private const long LargestBlob = 256L << 20;

    private static readonly byte[] InBlob = "SGB1"u8.ToArray();

    public async ValueTask<bool> CreateAsync(string interaction, string bundle, byte[] bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length <= maxInlineBytes)
        {
            return await TakeAsync(interaction, bundle, bytes, cancellationToken);
        }

        var blob = ContentNames.Blob(interaction, bundle);
        using var content = new MemoryStream(bytes);
        if (!await blobs.CreateAsync(blob, content, cancellationToken))
        {
            return false;
        }

        var isFirst = await TakeAsync(interaction, bundle, InBlob, cancellationToken);
        if (!isFirst)
        {
            await blobs.DeleteAsync(blob, cancellationToken);
        }

        return isFirst;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string interaction, string bundle, CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(ContentNames.Partition(interaction), ContentNames.Key(
            interaction, bundle), cancellationToken) is { } document && !document.Body.Span.SequenceEqual(InBlob))
        {
            return document.Body;
        }

        await using var stream = await blobs.OpenReadAsync(ContentNames.Blob(interaction, bundle), cancellationToken);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > LargestBlob)
            {
                throw new StoreUnavailableException("Sealed content is larger than the writers' limit.");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>Whether a document holds or names it. The identity that destroys content may not read blobs, so this reads none.</summary>
    public async ValueTask<bool> ExistsAsync(string interaction, string bundle, CancellationToken cancellationToken) =>
        await documents.GetAsync(ContentNames.Partition(interaction), ContentNames.Key(interaction, bundle), cancellationToken) is not null;

    /// <summary>Deletes a blob that a crash left before a document named it; whether there was one.</summary>
    public ValueTask<bool> DropAsync(string interaction, string bundle, CancellationToken cancellationToken) =>
        blobs.DeleteAsync(ContentNames.Blob(interaction, bundle), cancellationToken);

    /// <summary>Destroys the content and, with the salt in it, its key. Nothing is left when it completes.</summary>
    public async ValueTask DestroyAsync(string interaction, string bundle, CancellationToken cancellationToken)
    {
        var (partition, key) = (ContentNames.Partition(interaction), ContentNames.Key(interaction, bundle));
        while (await documents.GetAsync(partition, key, cancellationToken) is { } document)
        {
            if (await documents.DeleteAsync(partition, key, document.Version, cancellationToken))
            {
                break;
            }
        }

        await blobs.DeleteAsync(ContentNames.Blob(interaction, bundle), cancellationToken);
    }

    private async ValueTask<bool> TakeAsync(string interaction, string bundle, byte[] body, CancellationToken cancellationToken) =>
        await documents.CreateAsync(
            ContentNames.Partition(interaction), ContentNames.Key(interaction, bundle), body, null, cancellationToken) is not null;
}
