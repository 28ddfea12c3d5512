using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Audit;

/// <summary>
/// Copies a log into a directory as C2SP tlog-tiles lays it out, for tools that are not the guard's. A second export into the same
/// directory adds what is new. The newest checkpoint comes last: a copy that was interrupted still has the one before.
/// </summary>
internal sealed class LogExport(ILogSource source, NoteKey key, string directory)
{
    /// <summary>Copies the log up to its newest checkpoint, and returns that.</summary>
    /// <exception cref="LogExportException">The log has no checkpoint of the key, a file of it is missing, or the directory holds
    /// something else.</exception>
    public async Task<Checkpoint> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var note = await source.ReadAsync(LogPaths.Checkpoint, cancellationToken)
            ?? throw new LogExportException("The log has no checkpoint yet.", "A guard makes it when it first sequences its log: run 'guard up'.");
        var head = Checkpoint.Open(note.Span, key, out _)
            ?? throw new LogExportException("The log's checkpoint is not signed by its key.", "'guard log verify' tells what is wrong.");
        await RequireOwnAsync(head, cancellationToken);
        for (var level = TileAddress.Entries; level <= TileAddress.HighestLevel; level++)
        {
            var nodes = TileAddress.NodesAt(level, head.Size);
            for (var index = 0L; index * TileAddress.FullWidth < nodes; index++)
            {
                await CopyAsync(TileAddress.In(head.Size, level, index), cancellationToken);
                if (level == TileAddress.Entries)
                {
                    progress?.Report(Math.Min(head.Size, (index + 1) * TileAddress.FullWidth));
                }
            }
        }

        await foreach (var path in (source.ListAsync(cancellationToken) ?? NothingAsync()).WithCancellation(cancellationToken))
        {
            if (path.StartsWith(LogPaths.Checkpoints, StringComparison.Ordinal)
                && long.TryParse(path[LogPaths.Checkpoints.Length..], out var size)
                && size <= head.Size
                && path == LogPaths.CheckpointOf(size)
                && await source.ReadAsync(path, cancellationToken) is { } published)
            {
                await WriteAsync(path, published, cancellationToken);
            }
        }

        await WriteAsync(LogPaths.Checkpoint, note, cancellationToken);
        return head;
    }

    /// <summary>A directory that is empty, or holds an earlier export of this log.</summary>
    private async Task RequireOwnAsync(Checkpoint head, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory) || !Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        var kept = await new DirectoryLogSource(directory).ReadAsync(LogPaths.Checkpoint, cancellationToken);
        if (kept is not { } note || Checkpoint.Open(note.Span, key, out _) is not { } earlier || earlier.Size > head.Size)
        {
            throw new LogExportException(
                $"{directory} holds something else than an earlier export of this log.", "Name a directory that does not exist yet.");
        }
    }

    private async Task CopyAsync(TileAddress address, CancellationToken cancellationToken)
    {
        if (File.Exists(PathOf(address.ToString())))
        {
            // Files of a tlog-tiles log never change.
            return;
        }

        var path = address.ToString();
        if (await source.ReadAsync(path, cancellationToken) is { } content)
        {
            await WriteAsync(path, content, cancellationToken);
        }
        else if (!address.IsFull && await source.ReadAsync(address.Full.ToString(), cancellationToken) is { } grown)
        {
            // The log grew since: the full tile stands for this one.
            await WriteAsync(address.Full.ToString(), grown, cancellationToken);
        }
        else
        {
            throw new LogExportException($"The log's {path} is missing.", "'guard log verify' tells what is wrong.");
        }

        var partial = PathOf(address.Full + ".p");
        if (Directory.Exists(partial) && File.Exists(PathOf(address.Full.ToString())))
        {
            Directory.Delete(partial, recursive: true);
        }
    }

    private async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Path.GetRandomFileName()}";
        await File.WriteAllBytesAsync(draft, content, cancellationToken);
        File.Move(draft, file, overwrite: true);
    }

    private string PathOf(string path) => Path.Combine(directory, path.Replace('/', Path.DirectorySeparatorChar));

    private static async IAsyncEnumerable<string> NothingAsync()
    {
        await Task.CompletedTask;
        yield break;
    }
}

/// <summary>A log cannot be copied.</summary>
/// <param name="message">The reason.</param>
/// <param name="remedy">The fix, for the person who gave the command.</param>
internal sealed class LogExportException(string message, string remedy) : FixableException(message, remedy);
