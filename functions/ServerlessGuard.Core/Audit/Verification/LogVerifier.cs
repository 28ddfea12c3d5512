using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>
/// Checks a whole log from its bytes: signature, every entry against its tile, every tile against what is below it,
/// the root, every older checkpoint, every writer's chain, and every other file. Shares only hashing and encoding with
/// what writes the log. Throws <see cref="Ports.StoreUnavailableException"/> when the source does not answer: that is
/// no verdict.
/// </summary>
public sealed class LogVerifier(LogVerifierOptions options)
{
    /// <param name="progress">Entries checked so far.</param>
    public async ValueTask<LogVerification> VerifyAsync(
        ILogSource source, CancellationToken cancellationToken, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var findings = new FindingList();

        // The list first: a log that grows meanwhile then has a checkpoint at least as new as every file listed.
        var files = await FilesAsync(source, cancellationToken);
        var note = await source.ReadAsync(LogPaths.Checkpoint, cancellationToken);
        SignedNote? signed = null;
        var head = note is { } n ? Checkpoint.Open(n.Span, options.Log, out signed) : null;
        if (head is null)
        {
            findings.Add(LogFault.Checkpoint, LogPaths.Checkpoint);
        }

        var known = await new KnownHeads(options, findings).ReadAsync(
            source, files, head is null ? null : new KnownHead(head, LogPaths.Checkpoint, IsWitnessed(signed!)), cancellationToken);
        if (head is null)
        {
            return new LogVerification { Findings = findings.All };
        }

        var recount = new TreeRecount(known.Select(static k => k.Checkpoint.Size).Where(s => s <= head.Size));
        var chains = new ChainCheck();
        if (await CountAsync(source, head.Size, recount, chains, findings, progress, cancellationToken))
        {
            foreach (var k in known.Where(k => k.Checkpoint.Size <= head.Size && recount.Roots[k.Checkpoint.Size] != k.Checkpoint.Root))
            {
                findings.Add(k.Location == LogPaths.Checkpoint ? LogFault.Root : LogFault.Fork, k.Location);
            }

            await new TileCheck(source, recount, findings).RunAsync(head.Size, files, cancellationToken);
        }

        return new LogVerification
        {
            Head = head,
            Entries = recount.Size,
            Writers = chains.Writers,
            Checkpoints = known.Count(static k => k.Location != LogPaths.Checkpoint),
            Witnessed = known.Where(static k => k.IsWitnessed).Max(static k => (long?)k.Checkpoint.Size),
            Findings = findings.All,
        };
    }

    private static async ValueTask<List<string>?> FilesAsync(ILogSource source, CancellationToken cancellationToken)
    {
        if (source.ListAsync(cancellationToken) is not { } list)
        {
            return null;
        }

        var files = new List<string>();
        await foreach (var file in list.WithCancellation(cancellationToken))
        {
            files.Add(file);
        }

        return files;
    }

    private bool IsWitnessed(SignedNote note) => options.Witness is { } witness && note.IsSignedBy(witness);

    /// <summary>Reads and hashes bundles side by side and takes them in order; false when the tree cannot be counted to its end.</summary>
    private async ValueTask<bool> CountAsync(
        ILogSource source, long size, TreeRecount recount, ChainCheck chains, FindingList findings, IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        recount.Add([]);
        var reading = new Queue<Task<ReadBundle>>();
        var next = 0L;
        var bundles = (size + TileAddress.FullWidth - 1) / TileAddress.FullWidth;
        var isWhole = true;
        while (reading.Count > 0 || (next < bundles && isWhole))
        {
            while (isWhole && next < bundles && reading.Count < options.Parallel * 4)
            {
                var index = next++;
                reading.Enqueue(Task.Run(() => ReadBundle.ReadAsync(source, size, index, cancellationToken), cancellationToken));
            }

            var bundle = await reading.Dequeue();
            findings.AddRange(bundle.Findings);
            isWhole &= bundle.Leaves.Length > 0;
            if (!isWhole)
            {
                continue;
            }

            for (var i = 0; i < bundle.Links.Length; i++)
            {
                if (chains.Add(bundle.Links[i]) is { } fault)
                {
                    findings.Add(fault, ReadBundle.EntryAt(recount.Size + i));
                }
            }

            recount.Add(bundle.Leaves);
            progress?.Report(recount.Size);
        }

        return isWhole;
    }
}

/// <summary>Holds every writer's entries, as they are in the log, to their chain.</summary>
internal sealed class ChainCheck
{
    private readonly Dictionary<string, (long Next, MerkleHash Last)> _writers = new(StringComparer.Ordinal);

    public int Writers => _writers.Count;

    /// <summary>The fault of the next entry of the log, or null. Goes on from the entry found.</summary>
    public LogFault? Add(ChainLink? link)
    {
        if (link is not { } l)
        {
            return LogFault.Malformed;
        }

        // The hash before a writer's first entry is all zeros.
        var (next, last) = _writers.GetValueOrDefault(l.Writer);
        _writers[l.Writer] = (l.Sequence + 1, l.Hash);
        return l.Sequence > next ? LogFault.Gap : l.Sequence < next ? LogFault.Repeat : l.Previous != last ? LogFault.Chain : null;
    }
}
