using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Audit;

/// <summary>
/// The newest checkpoint of the log in a file outside the data folder. An older copy of the folder is whole in itself, signatures and
/// all; only something that is not in it can show that there was more. One writer at a time.
/// </summary>
internal sealed class KeptCheckpoint(string file, ILogSource log)
{
    private long _kept = -1;

    /// <summary>
    /// Whether the log continues the kept checkpoint. Throws <see cref="OlderCopyException"/> when it does not, and
    /// <see cref="StoreUnavailableException"/> when the file or the log cannot be read.
    /// </summary>
    public async ValueTask RequireAsync(NoteKey key, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } bytes)
        {
            return;
        }

        var kept = Checkpoint.Open(bytes, key, out _)
            ?? throw new StoreUnavailableException($"{file} holds no checkpoint of this guard's log. Name another file, or delete it.");
        var now = await log.ReadAsync(LogPaths.Checkpoint, cancellationToken) is { } note ? Checkpoint.Open(note.Span, key, out _) : null;
        if (now is null || now.Size < kept.Size || !await ContinuesAsync(kept, now, cancellationToken))
        {
            throw new OlderCopyException(file, kept.Size, now?.Size ?? 0);
        }

        _kept = kept.Size;
    }

    /// <summary>Keeps the log's newest checkpoint, when it is another.</summary>
    public async ValueTask KeepAsync(long size, CancellationToken cancellationToken)
    {
        if (size == _kept || await log.ReadAsync(LogPaths.Checkpoint, cancellationToken) is not { } note)
        {
            return;
        }

        FileExceptionMapper.Guard(file, () =>
        {
            var written = $"{file}.{Path.GetRandomFileName()}";
            using (var stream = OwnFile.Open(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(note.Span);
                stream.Flush(flushToDisk: true);
            }

            File.Move(written, file, overwrite: true);
        });
        _kept = size;
    }

    private async ValueTask<bool> ContinuesAsync(Checkpoint kept, Checkpoint now, CancellationToken cancellationToken) =>
        kept.Size == 0
        || (kept.Size == now.Size
            ? kept.Root == now.Root
            : MerkleProofs.IsConsistent(
                kept.Size, now.Size, kept.Root, now.Root,
                await new TileReader(log, now.Size).ConsistencyAsync(kept.Size, cancellationToken)));

    private async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RegularFile.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{file} cannot be read.", e);
        }
    }
}

/// <summary>The data are those of an earlier time: a checkpoint that was kept elsewhere has seen more.</summary>
internal sealed class OlderCopyException(string file, long kept, long found) : StoreUnavailableException(
    $"The data are an older copy, or other data: the checkpoint in {file} is of {kept} entries, and the audit log, which has {found}, "
    + "does not continue it. Revocations and decisions may be missing. Put the newest data back; to go on with these all the same, "
    + "delete that file.");
