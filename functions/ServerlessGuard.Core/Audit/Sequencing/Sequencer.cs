using System.Globalization;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// Brings every writer's entries into the one signed log. It may die at any storage call: the next run continues from what is stored.
/// Between runs it keeps the edge that it committed last, and believes it while the newest checkpoint is still its own. Two at once make
/// the same log (see <see cref="BatchOrder"/>). A writer whose chain is broken raises the alert <see cref="ChainAlert"/> and is left out
/// from the fault on; a log that contradicts its own signature raises <see cref="DamageAlert"/> and nothing is signed over it. The key's
/// name is the log's origin.
/// </summary>
public sealed class Sequencer(
    IAppendLogs logs, LogStores stores, NoteSigner signer, IAlertSink alerts, TimeProvider clock, SequencerOptions? options = null,
    IWitness? witness = null)
{
    public const string ChainAlert = AlertCodes.AuditChain;
    public const string DamageAlert = AlertCodes.AuditDamaged;
    public const string WitnessAlert = AlertCodes.AuditWitness;

    private readonly SequencerOptions _options = options ?? new SequencerOptions();
    private readonly BlobLogSource _source = new(stores);

    /// <summary>Taken by a session, and put back after each commit: a session that fails leaves none.</summary>
    private Edge? _edge;

    /// <summary>
    /// Integrates what is durable now. Throws <see cref="StoreUnavailableException"/> when a store is down or the log is damaged.
    /// </summary>
    public async ValueTask<SequencingResult> RunAsync(CancellationToken cancellationToken)
    {
        long added = 0;
        while (true)
        {
            var (count, result) = await SessionAsync(added, cancellationToken);
            if (result is not null)
            {
                return result;
            }

            added += count;
        }
    }

    /// <summary>Goes on until nothing is left (a result) or another sequencer was first with a batch (none).</summary>
    private async ValueTask<(long Added, SequencingResult? Result)> SessionAsync(long before, CancellationToken cancellationToken)
    {
        var kept = await LoadAsync(cancellationToken);
        var (tree, positions) = (kept.Tree, kept.Positions);
        await using var cursors = await WriterCursors.OpenAsync(logs, positions, cancellationToken);
        var start = tree.Size;
        while (true)
        {
            var order = await OrderAsync(tree.Size, cancellationToken);
            var batch = order is null ? await cursors.TakeAsync(_options.BatchLength) : await cursors.TakeAsync(order)
                ?? throw await DamagedAsync("An order's entries are not in their writers' logs.", cancellationToken);
            if (batch.Count == 0)
            {
                var faulty = await AlertAsync(cursors, cancellationToken);
                Volatile.Write(ref _edge, kept);
                return (tree.Size - start, new SequencingResult(tree.Size, before + tree.Size - start, faulty));
            }

            var full = new List<(TileAddress, byte[])>();
            var from = tree.Size;
            foreach (var entry in batch)
            {
                tree.Add(entry.Bytes, full);
                positions[entry.Writer] = entry.After;
            }

            foreach (var done in cursors.All.Where(static c => c.IsDone && c.Next > 0))
            {
                positions[done.Writer] = positions[done.Writer] with { IsDone = true };
            }

            var root = tree.Root();
            if (order is null)
            {
                using var content = new MemoryStream(BatchOrder.Of(tree.Size, root, batch).Write(signer));
                if (!await stores.WriteOnce.CreateAsync(BatchOrder.NameOf(from), content, cancellationToken))
                {
                    return (from - start, null);
                }
            }
            else if (order.Size != tree.Size || order.Root != root)
            {
                throw await DamagedAsync("An order does not give the root that it names.", cancellationToken);
            }

            var note = await CommitAsync(from, tree, root, full, positions, cancellationToken);
            kept = new Edge(note, tree, positions);
        }
    }

    private async ValueTask<byte[]> CommitAsync(
        long from, GrowingTree tree, MerkleHash root, List<(TileAddress Address, byte[] Content)> full,
        Dictionary<string, WriterPosition> positions, CancellationToken cancellationToken)
    {
        foreach (var (address, content) in full)
        {
            await CreateAsync(address.ToString(), content, cancellationToken);
        }

        foreach (var (address, content) in tree.Partial())
        {
            using var partial = new MemoryStream(content);
            await stores.Mutable.PutAsync(LogStores.Prefix + address, partial, cancellationToken);
        }

        var note = await SignAsync(new Checkpoint(signer.Key.Name, tree.Size, root), cancellationToken);
        using (var content = new MemoryStream(PositionsNote.Write(signer, tree.Size, positions)))
        {
            await stores.Mutable.PutAsync(PositionsNote.NameOf(tree.Size), content, cancellationToken);
        }

        using (var newest = new MemoryStream(note))
        {
            await stores.Mutable.PutAsync(LogStores.Prefix + LogPaths.Checkpoint, newest, cancellationToken);
        }

        // After the newest, so that no verifier ever sees a published checkpoint above it.
        await PublishAsync(tree.Size, note, cancellationToken);
        await stores.Mutable.DeleteAsync(PositionsNote.NameOf(from), cancellationToken);
        foreach (var (address, _) in full)
        {
            // The full tile now contains the partial one.
            await foreach (var name in stores.Mutable.ListAsync($"{LogStores.Prefix}{address}.p/", cancellationToken))
            {
                await stores.Mutable.DeleteAsync(name, cancellationToken);
            }
        }

        return note;
    }

    /// <summary>The checkpoint's note: the one already published for this size, or a new one.</summary>
    private async ValueTask<byte[]> SignAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var path = LogPaths.CheckpointOf(checkpoint.Size);
        if (await _source.ReadAsync(path, cancellationToken) is { } kept)
        {
            return Checkpoint.Open(kept.Span, signer.Key, out _) == checkpoint
                ? kept.ToArray()
                : throw await DamagedAsync($"{path} is another than the tree's.", cancellationToken);
        }

        var text = checkpoint.ToString();
        var note = new SignedNote(text, [signer.Sign(text)]);
        return (note with { Signatures = [.. note.Signatures, .. await CosignAsync(note, checkpoint, cancellationToken)] }).ToBytes();
    }

    private async ValueTask PublishAsync(long size, ReadOnlyMemory<byte> note, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(note.ToArray());
        await stores.WriteOnce.CreateAsync(LogStores.Prefix + LogPaths.CheckpointOf(size), content, cancellationToken);
    }

    /// <summary>A witness that is away or refuses does not stop the log; people hear of it.</summary>
    private async ValueTask<NoteSignature[]> CosignAsync(SignedNote note, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (witness is null)
        {
            return [];
        }

        try
        {
            var tiles = new TileReader(_source, checkpoint.Size);
            if (await witness.CosignAsync(note, checkpoint.Size, async (seen, cancel) => await tiles.ConsistencyAsync(
                seen, cancel), cancellationToken) is { } signature)
            {
                return [signature];
            }

            await RaiseAsync(
                WitnessAlert, AlertSeverity.Critical,
                "The witness refused a checkpoint: it has signed more, or something else. The guard's data may be an older copy.",
                "refused", [], cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            await RaiseAsync(WitnessAlert, AlertSeverity.Warning, "The witness does not answer.", "away", [], cancellationToken);
        }

        return [];
    }

    private async ValueTask CreateAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        if (!await stores.WriteOnce.CreateAsync(LogStores.Prefix + path, stream, cancellationToken)
            && !(await _source.ReadAsync(path, cancellationToken) is { } kept && kept.Span.SequenceEqual(content)))
        {
            throw await DamagedAsync($"{path} is another than the tree's.", cancellationToken);
        }
    }

    private async ValueTask<BatchOrder?> OrderAsync(long size, CancellationToken cancellationToken) =>
        await BlobBytes.ReadAsync(stores.WriteOnce, BatchOrder.NameOf(size), cancellationToken) is not { } note
            ? null
            : BatchOrder.Read(signer.Key, size, note)
                ?? throw await DamagedAsync("An order is not signed by the log's key.", cancellationToken);

    private async ValueTask<Edge> LoadAsync(CancellationToken cancellationToken)
    {
        var kept = Interlocked.Exchange(ref _edge, null);
        if (await _source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is not { } note)
        {
            return new Edge([], new GrowingTree(), new(StringComparer.Ordinal));
        }

        if (kept is not null && note.Span.SequenceEqual(kept.Note))
        {
            return kept;
        }

        var head = Checkpoint.Open(note.Span, signer.Key, out _)
            ?? throw await DamagedAsync("The checkpoint is not signed by the log's key.", cancellationToken);
        var tree = await GrowingTree.LoadAsync(_source, head.Size, cancellationToken);
        if (tree.Root() != head.Root || !tree.IsWhole())
        {
            throw await DamagedAsync("The tiles do not give the root that was signed.", cancellationToken);
        }

        if (await _source.ReadAsync(LogPaths.CheckpointOf(head.Size), cancellationToken) is null)
        {
            // The run before died right after its newest checkpoint.
            await PublishAsync(head.Size, note, cancellationToken);
        }

        var stored = await BlobBytes.ReadAsync(stores.Mutable, PositionsNote.NameOf(head.Size), cancellationToken);
        var positions = stored is { } s ? PositionsNote.Read(signer.Key, head.Size, s) : null;
        return new Edge(note.ToArray(), tree, positions ?? await PositionsFromEntriesAsync(head, cancellationToken));
    }

    /// <summary>The slow way, which needs nothing but the log: reads it whole and holds it to its root.</summary>
    private async ValueTask<Dictionary<string, WriterPosition>> PositionsFromEntriesAsync(
        Checkpoint head, CancellationToken cancellationToken)
    {
        var positions = new Dictionary<string, WriterPosition>(StringComparer.Ordinal);
        var range = new CompactRange();
        await foreach (var (_, bytes) in new LogReader(_source).EntriesAsync(0, head.Size, cancellationToken))
        {
            range.Append(MerkleHash.Leaf(bytes.Span));
            if (AuditEntryEncoding.Decode(bytes) is { } entry)
            {
                positions[entry.Writer] = new WriterPosition(entry.Sequence + 1, entry.Hash, false);
            }
        }

        return range.Root() == head.Root
            ? positions
            : throw await DamagedAsync("The entries do not give the root that was signed.", cancellationToken);
    }

    private async ValueTask<IReadOnlyList<string>> AlertAsync(WriterCursors cursors, CancellationToken cancellationToken)
    {
        var faulty = new List<string>();
        foreach (var cursor in cursors.All.Where(static c => c.Fault is not null))
        {
            faulty.Add(cursor.Writer);
            var next = cursor.Next.ToString(CultureInfo.InvariantCulture);
            var fault = WireName.Of(cursor.Fault!.Value);
            await RaiseAsync(
                ChainAlert, AlertSeverity.Critical,
                $"The log of writer {cursor.Writer} is faulty at {next}: {fault}. Nothing from there on is integrated.",
                $"{cursor.Writer} {next} {fault}",
                new() { ["writer"] = cursor.Writer, ["sequence"] = next, ["fault"] = fault }, cancellationToken);
        }

        return faulty;
    }

    private async ValueTask<StoreUnavailableException> DamagedAsync(string what, CancellationToken cancellationToken)
    {
        await RaiseAsync(DamageAlert, AlertSeverity.Critical, what, what, [], cancellationToken);
        return new StoreUnavailableException($"The audit log is damaged. {what}");
    }

    private ValueTask RaiseAsync(
        string code, AlertSeverity severity, string message, string key, Dictionary<string, string> tags,
        CancellationToken cancellationToken) =>
        alerts.RaiseAsync(
            new Alert { Code = code, Severity = severity, Message = message, Time = clock.GetUtcNow(), DedupeKey = key, Tags = tags },
            cancellationToken);

    /// <summary>The log's right edge at a checkpoint that is stored.</summary>
    private sealed record Edge(byte[] Note, GrowingTree Tree, Dictionary<string, WriterPosition> Positions);
}
