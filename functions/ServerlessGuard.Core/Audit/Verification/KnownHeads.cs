using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>Every checkpoint that the log must continue: the newest, the published ones, and the one that the caller kept.</summary>
internal sealed class KnownHeads(LogVerifierOptions options, FindingList findings)
{
    public const string StoredCheckpoint = "kept checkpoint";

    public async ValueTask<List<KnownHead>> ReadAsync(
        ILogSource source, List<string>? files, KnownHead? newest, CancellationToken cancellationToken)
    {
        var heads = new List<KnownHead>();
        if (newest is not null)
        {
            heads.Add(newest);
        }

        foreach (var path in files?.Where(static f => f.StartsWith(LogPaths.Checkpoints, StringComparison.Ordinal)) ?? [])
        {
            await AddAsync(source, path, heads, newest, cancellationToken);
        }

        if (options.KnownCheckpoint is { } since)
        {
            if (Open(since, StoredCheckpoint) is { } kept)
            {
                heads.Add(kept);
                Compare(kept, newest);
            }
            else
            {
                findings.Add(LogFault.Checkpoint, StoredCheckpoint);
            }
        }

        if (options.Witness is not null && !heads.Exists(static h => h.IsWitnessed))
        {
            findings.Add(LogFault.Unwitnessed, LogPaths.Checkpoint);
        }

        return heads;
    }

    private async ValueTask AddAsync(
        ILogSource source, string path, List<KnownHead> heads, KnownHead? newest, CancellationToken cancellationToken)
    {
        var head = await source.ReadAsync(path, cancellationToken) is { } note ? Open(note, path) : null;
        if (head is null || path != LogPaths.CheckpointOf(head.Checkpoint.Size))
        {
            findings.Add(LogFault.Checkpoint, path);
            return;
        }

        heads.Add(head);
        Compare(head, newest);
    }

    /// <summary>A checkpoint is published as the newest before it is among the others, so none of those is larger.</summary>
    private void Compare(KnownHead head, KnownHead? newest)
    {
        if (newest is not null && head.Checkpoint.Size > newest.Checkpoint.Size)
        {
            findings.Add(LogFault.Truncated, head.Location);
        }
    }

    private KnownHead? Open(ReadOnlyMemory<byte> note, string where) =>
        Checkpoint.Open(note.Span, options.Log, out var signed) is { } checkpoint
            ? new KnownHead(checkpoint, where, options.Witness is { } witness && signed!.IsSignedBy(witness)) : null;
}

/// <summary>A checkpoint that the log must continue, and where it comes from.</summary>
internal sealed record KnownHead(Checkpoint Checkpoint, string Location, bool IsWitnessed);
