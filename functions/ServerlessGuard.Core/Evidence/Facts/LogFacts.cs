using System.Globalization;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// Facts from an audit log. It verifies the whole log, then reads it once as a stream, and proves every entry that it keeps
/// against the verified checkpoint. A log that is not intact gives one fact, which states that.
/// </summary>
/// <param name="source">The log.</param>
/// <param name="key">The log's key.</param>
/// <param name="witness">The key of the witness that signs for the log; null for none.</param>
/// <param name="cosigner">That witness, where it can be asked.</param>
public sealed class LogFacts(ILogSource source, NoteKey key, NoteKey? witness = null, IWitness? cosigner = null)
{
    /// <summary>Most faults that the fact names; one is enough for a log that is not intact.</summary>
    private const int MostFaults = 5;

    /// <param name="requirements">The requirements of the controls; entries that concern none are only counted.</param>
    /// <param name="policy">The fact <see cref="FactKinds.Policy"/>.</param>
    /// <param name="progress">Entries read so far.</param>
    public async ValueTask<LogFactsResult> ReadAsync(
        IEnumerable<Requirement> requirements, Fact? policy, DateTimeOffset now, CancellationToken cancellationToken,
        IProgress<long>? progress = null)
    {
        var newest = await PackHead.NewestAsync(source, key, witness, cosigner, cancellationToken);
        if (newest is null && await source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is null)
        {
            return new LogFactsResult([], [], null);
        }

        var options = new LogVerifierOptions { Log = key, KnownCheckpoint = newest?.ToBytes(), Witness = witness };
        var verification = WithoutWitness(await new LogVerifier(options).VerifyAsync(source, cancellationToken));
        var verified = Verified(verification, now);
        if (newest is null || !verification.IsIntact)
        {
            return new LogFactsResult([verified], [], null);
        }

        var chosen = await PackHead.ChooseAsync(
            source, key, witness, newest, verification.Witnessed ?? 0, now, cancellationToken);
        var head = chosen.Checkpoint;
        var selector = new EvidenceEntrySelector(requirements, policy);
        await foreach (var (index, bytes) in new LogReader(source).EntriesAsync(0, head.Size, cancellationToken))
        {
            selector.Add(index, bytes);
            if (index % 10_000 == 0)
            {
                progress?.Report(index);
            }
        }

        var entries = new List<ProvenEntry>();
        List<Fact> facts = [verified, .. selector.Sums(now)];
        if (selector.Newest is { } last)
        {
            facts.Add(new Fact { Kind = FactKinds.LogCheckpoint, Time = last, Values = chosen.Values(witness, now) });
        }

        var tiles = new TileReader(source, head.Size);
        foreach (var kept in selector.Entries)
        {
            var proof = new TlogProof(
                kept.Fact.Entry!.Value, await tiles.InclusionAsync(kept.Fact.Entry.Value, cancellationToken), chosen.Note);
            if (!proof.Proves(kept.Bytes.Span, key))
            {
                throw new StoreUnavailableException($"Entry {kept.Fact.Entry} changed while the log was read. Run the verification.");
            }

            entries.Add(new ProvenEntry(kept.Fact.Entry.Value, kept.Bytes, proof));
            facts.Add(kept.Fact);
        }

        return new LogFactsResult(facts, entries, chosen.Note.ToBytes());
    }

    private static Fact Verified(LogVerification verification, DateTimeOffset now)
    {
        var values = new Dictionary<string, string>
        {
            ["intact"] = verification.IsIntact ? "yes" : "no",
            ["entries"] = Number(verification.Entries),
            ["writers"] = Number(verification.Writers),
            ["checkpoints"] = Number(verification.Checkpoints),
            ["witnessed"] = Number(verification.Witnessed ?? 0),
        };
        if (!verification.IsIntact)
        {
            values["faults"] = string.Join(", ", verification.Findings.Take(MostFaults).Select(static f => $"{WireName.Of(f.Fault)} at {f.Location}"));
        }

        return new Fact { Kind = FactKinds.LogVerified, Time = now, Values = values };
    }

    /// <summary>A witness that never signed says nothing of the log itself; <see cref="PackHead"/> tells how far it follows.</summary>
    private static LogVerification WithoutWitness(LogVerification verification) =>
        verification with { Findings = [.. verification.Findings.Where(static f => f.Fault != LogFault.Unwitnessed)] };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An entry's bytes with the proof that they are in the log.</summary>
public sealed record ProvenEntry(long Index, ReadOnlyMemory<byte> Bytes, TlogProof Proof);

/// <summary>The reading of a log: facts, their entries with proofs, and the signed checkpoint of the reading.</summary>
public sealed record LogFactsResult(IReadOnlyList<Fact> Facts, IReadOnlyList<ProvenEntry> Entries, ReadOnlyMemory<byte>? Checkpoint);
