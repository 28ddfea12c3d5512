using System.Buffers;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// Bytes too long for where they belong lie in a blob; the place keeps this address, whose hash binds it to exactly these bytes.
/// </summary>
internal sealed record SpilledBytes(string Blob, string Hash)
{
    private const int HashLength = 64;

    // Of the 1,024 characters that a blob's name may have.
    private const int LongestOwner = 900;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Of the form HASH/BLOB.</summary>
    public override string ToString() => $"{Hash}/{Blob}";

    public static SpilledBytes? Parse(string? text) =>
        text is { Length: > HashLength + 1 } && text[HashLength] == '/' && !text.AsSpan(0, HashLength).ContainsAnyExcept(Hex)
            ? new(text[(HashLength + 1)..], text[..HashLength])
            : null;

    /// <summary>
    /// The blob of a document's long body: its name has the partition and the key and so leads to the document. A name too long for that
    /// keeps the partition alone.
    /// </summary>
    public static string FolderOf(string partition, string key) =>
        partition.Length + key.Length <= LongestOwner && key.AsSpan().ContainsAnyExcept('.') ? $"{partition}/{key}" : partition;

    /// <summary>The document that a body was written for; null where its name does not show it.</summary>
    public static (string Partition, string Key)? OwnerOf(string blob) =>
        blob.Split('/') is [{ Length: > 0 } partition, { Length: > 0 } key, _] ? (partition, key) : null;

    public static async ValueTask<SpilledBytes> WriteAsync(
        StorageClients clients, string container, string folder, ReadOnlyMemory<byte> bytes, IEntropy entropy,
        CancellationToken cancellationToken)
    {
        var spilled = new SpilledBytes($"{folder}/{entropy.NewId()}", Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
        var blob = (await clients.ContainerAsync(container)).GetBlobClient(spilled.Blob);
        await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, cancellationToken);
        return spilled;
    }

    /// <summary>Null when they are gone or not the ones that were put there.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(StorageClients clients, string container, CancellationToken cancellationToken)
    {
        var blob = (await clients.ContainerAsync(container)).GetBlobClient(Blob);
        try
        {
            var bytes = (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
            return Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) == Hash ? bytes : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Deletes bytes that no document names any more. The container's lifecycle rule or the sweep deletes the rest.</summary>
    public async ValueTask ForgetAsync(StorageClients clients, string container, CancellationToken cancellationToken)
    {
        try
        {
            await (await clients.ContainerAsync(container))
                .GetBlobClient(Blob)
                .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, null, cancellationToken);
        }
        catch (RequestFailedException)
        {
            // A duty that may not delete leaves it.
        }
    }
}
