using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The packs that a guard made, newest last. A pack becomes the newest in one step, after all its files are stored.</summary>
public sealed class EvidenceStore(IBlobStore blobs, EvidenceOptions options, StatementStore statements)
{
    private const string Prefix = "evidence/";
    private const string Newest = Prefix + "newest";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfffffff'Z'";
    private const int LargestFile = 64 << 20;

    public async ValueTask SaveAsync(BuiltPack made, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(made);
        var folder = made.Pack.Created.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        foreach (var (name, content) in made.Files)
        {
            using var stream = new MemoryStream(content, writable: false);
            await blobs.CreateAsync($"{Prefix}{folder}/{name}", stream, cancellationToken);
        }

        using var pointer = new MemoryStream(Encoding.ASCII.GetBytes(folder), writable: false);
        await blobs.PutAsync(Newest, pointer, cancellationToken);
        await statements.SaveAsync(made, cancellationToken);
        await PruneAsync(cancellationToken);
    }

    /// <summary>The time of the newest pack; null when there is none.</summary>
    public async ValueTask<DateTimeOffset?> NewestAsync(CancellationToken cancellationToken) =>
        await FolderAsync(cancellationToken) is { } folder
            ? DateTimeOffset.ParseExact(folder, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    /// <summary>A file of the newest pack, or null.</summary>
    public async ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) =>
        PackNames.IsSafe(name) && await FolderAsync(cancellationToken) is { } folder
            ? await ReadBlobAsync($"{Prefix}{folder}/{name}", cancellationToken)
            : null;

    private async ValueTask<string?> FolderAsync(CancellationToken cancellationToken)
    {
        var folder = await ReadBlobAsync(Newest, cancellationToken) is { } bytes ? Encoding.ASCII.GetString(bytes) : null;
        return folder is not null && IsFolder(folder) ? folder : null;
    }

    private static bool IsFolder(string name) =>
        DateTimeOffset.TryParseExact(name, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private async ValueTask PruneAsync(CancellationToken cancellationToken)
    {
        var packs = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        await foreach (var name in blobs.ListAsync(Prefix, cancellationToken))
        {
            if (name[Prefix.Length..].Split('/', 2) is [var folder, _] && IsFolder(folder))
            {
                (packs.TryGetValue(folder, out var files) ? files : packs[folder] = []).Add(name);
            }
        }

        foreach (var name in packs.Values.SkipLast(options.Keep).SelectMany(static files => files))
        {
            await blobs.DeleteAsync(name, cancellationToken);
        }
    }

    private async ValueTask<byte[]?> ReadBlobAsync(string name, CancellationToken cancellationToken)
    {
        await using var stream = await blobs.OpenReadAsync(name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var block = new byte[16 << 10];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > LargestFile)
            {
                throw new StoreUnavailableException("A file of an evidence pack is larger than the limit.");
            }
        }

        return bytes.ToArray();
    }
}
