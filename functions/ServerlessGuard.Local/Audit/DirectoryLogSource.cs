using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Audit;

/// <summary>
/// A log in a directory, read and never written: either as tlog-tiles lays it out, or a guard's data folder, where
/// every file's name ends in a tilde (see the blob store).
/// </summary>
internal sealed class DirectoryLogSource : ILogSource
{
    private readonly string _root;
    private readonly string _suffix;

    /// <exception cref="StoreSchemaException">The directory is a data folder of another schema version.</exception>
    public DirectoryLogSource(string directory)
    {
        var inData = Path.Combine(directory, "blobs", "log");
        IsDataFolder = Directory.Exists(Path.Combine(directory, "blobs"));
        (_root, _suffix) = IsDataFolder ? (inData, "~") : (directory, "");
        if (IsDataFolder)
        {
            DataFolder.RequireVersion(directory);
        }
    }

    public bool IsDataFolder { get; }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar) + _suffix);
        try
        {
            var length = new FileInfo(file).Length;
            return length > EntryBundle.MaxBytes ? null : await RegularFile.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{path} of the log cannot be read.", e);
        }
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Directory.Exists(_root))
        {
            foreach (var file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/');
                yield return _suffix.Length > 0 && path.EndsWith(_suffix, StringComparison.Ordinal) ? path[..^_suffix.Length] : path;
            }
        }

        await Task.CompletedTask;
    }
}
