using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// Checks a pack from its files alone: the manifest's signature, every file, every proof against the signed head, every
/// fact against its entry, and that statuses and documents follow from the facts. It reports every fault.
/// </summary>
/// <param name="expected">The log's key from a source other than the pack; null takes the pack's own, which proves only that the pack is
/// consistent.</param>
/// <param name="countersigner">The P-256 key that must also have signed the manifest; null checks no countersignature.</param>
/// <param name="madeBy">The version of this program; the verifier does not make documents of another version again.</param>
/// <param name="witness">The witness that must have signed the checkpoint; null checks the cosignature under the key that the pack
/// states, which proves only that the pack is consistent.</param>
public sealed class PackVerifier(NoteKey? expected, string madeBy, ECDsa? countersigner = null, NoteKey? witness = null)
{
    private static readonly string[] Required =
        [PackNames.Controls, PackNames.Evidence, PackNames.Report, PackNames.Oscal, PackNames.Plan, PackNames.Catalog];

    public PackVerification Verify(IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var key = NoteKey.Parse(Encoding.UTF8.GetString(files.GetValueOrDefault(PackNames.LogKey) ?? []).TrimEnd('\n'));
        if (key is null || (expected is not null && key.ToString() != expected.ToString()))
        {
            return new PackVerification { Findings = [new(PackFault.Key, PackNames.LogKey)] };
        }

        if (PackManifest.Open(files.GetValueOrDefault(PackNames.Manifest) ?? [], key) is not { } manifest)
        {
            return new PackVerification { Findings = [new(PackFault.Manifest, PackNames.Manifest)] };
        }

        if (countersigner is not null
            && (files.GetValueOrDefault(PackNames.Countersignature) is not { } countersignature
                || !Countersignature.IsBy(countersigner, files[PackNames.Manifest], countersignature)))
        {
            return new PackVerification
            {
                Findings = [new(PackFault.Countersignature, PackNames.Countersignature)],
                Files = manifest.Files.Count
            };
        }

        var findings = Listed(files, manifest).ToList();
        if (findings.Count > 0)
        {
            return new PackVerification { Findings = findings, Files = manifest.Files.Count };
        }

        var controls = ControlLoader.Load(files[PackNames.Controls], PackNames.Controls).Controls;
        if (controls is null || EvidenceJson.Read(files[PackNames.Evidence], controls) is not { } pack || pack.LogKey != key.ToString())
        {
            return new PackVerification
            {
                Findings = [new(PackFault.Unreadable, controls is null ? PackNames.Controls : PackNames.Evidence)],
                Files = manifest.Files.Count
            };
        }

        var proven = Prove(files, pack, key, findings);
        findings.AddRange(Statements(files, pack, key));
        var madeAgain = pack.CreatedBy == madeBy;
        if (!EvidenceJson.Statuses(files[PackNames.Evidence]).SequenceEqual(pack.Results.Select(static r => r.Status)))
        {
            findings.Add(new(PackFault.Status, PackNames.Evidence));
        }

        foreach (var (name, content) in madeAgain ? PackFiles.Derive(pack, files) : new Dictionary<string, byte[]>())
        {
            if (files.GetValueOrDefault(name) is not { } given || !given.AsSpan().SequenceEqual(content))
            {
                findings.Add(new(PackFault.Derived, name));
            }
        }

        return new PackVerification
        {
            Findings = findings,
            Pack = pack,
            Files = manifest.Files.Count,
            Proven = proven,
            Reproduced = madeAgain
        };
    }

    private static IEnumerable<PackFinding> Listed(IReadOnlyDictionary<string, byte[]> files, PackManifest manifest)
    {
        foreach (var (name, digest) in manifest.Files.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            if (files.GetValueOrDefault(name) is not { } content)
            {
                yield return new(PackFault.Missing, name);
            }
            else if (PackManifest.Digest(content) != digest)
            {
                yield return new(PackFault.Changed, name);
            }
        }

        foreach (var name in files.Keys.Where(n => n is not (PackNames.Manifest or PackNames.Countersignature)
            && !manifest.Files.ContainsKey(n)).Order(StringComparer.Ordinal))
        {
            yield return new(PackFault.Unlisted, name);
        }

        foreach (var name in Required.Where(n => !manifest.Files.ContainsKey(n)))
        {
            yield return new(PackFault.Missing, name);
        }
    }

    /// <summary>The number of entries with a valid proof. Every fact from the log must match one of them.</summary>
    private int Prove(IReadOnlyDictionary<string, byte[]> files, EvidencePack pack, NoteKey key, List<PackFinding> findings)
    {
        var note = files.GetValueOrDefault(PackNames.Checkpoint);
        SignedNote? signed = null;
        var head = note is null ? null : Checkpoint.Open(note, key, out signed);
        if (note is not null && head is null)
        {
            findings.Add(new(PackFault.Checkpoint, PackNames.Checkpoint));
        }

        var facts = pack.Facts.Facts.Where(static f => f.Entry is not null || FactKinds.IsEntry(f.Kind)).ToList();
        foreach (var fact in facts)
        {
            var index = fact.Entry ?? -1;
            var bytes = files.GetValueOrDefault(PackNames.Entry(index));
            var proof = TlogProof.Parse(files.GetValueOrDefault(PackNames.Proof(index)) ?? []);
            if (bytes is null
                || note is null
                || proof is null
                || proof.Index != index
                || !proof.Checkpoint.ToBytes().AsSpan().SequenceEqual(note)
                || !proof.Proves(bytes, key))
            {
                findings.Add(new(PackFault.Proof, PackNames.Proof(index)));
            }
            else if (EntryFact.Read(index, bytes) is not { } said || !Same(said, fact))
            {
                findings.Add(new(PackFault.Fact, PackNames.Entry(index)));
            }
        }

        // An entry without a fact does not belong in a pack, because no check would cover it.
        var spoken = facts.SelectMany(static f => new[] { PackNames.Entry(f.Entry ?? -1), PackNames.Proof(f.Entry ?? -1) })
            .ToHashSet(StringComparer.Ordinal);
        findings.AddRange(files.Keys.Where(n => (n.StartsWith("entries/", StringComparison.Ordinal)
            || n.StartsWith("proofs/", StringComparison.Ordinal)) && !spoken.Contains(n))
            .Order(StringComparer.Ordinal).Select(static n => new PackFinding(PackFault.Unlisted, n)));
        if (pack.Newest(FactKinds.LogCheckpoint) is { } stated && (head is null || !IsStated(stated, head, signed!)))
        {
            findings.Add(new(PackFault.Checkpoint, PackNames.Evidence));
        }

        if (witness is not null && (head is null || signed!.CosignedAt(witness) is null))
        {
            findings.Add(new(PackFault.Witness, PackNames.Checkpoint));
        }

        return facts.Count;
    }

    /// <summary>Whether the fact says of the checkpoint what the checkpoint says, the witness's signature included.</summary>
    private static bool IsStated(Fact stated, Checkpoint head, SignedNote signed)
    {
        var values = stated.Values;
        return values.GetValueOrDefault("root") == head.Root.ToBase64()
            && values.GetValueOrDefault("size") == head.Size.ToString(System.Globalization.CultureInfo.InvariantCulture)
            && (values.GetValueOrDefault("witnessed") != "yes"
                || (NoteKey.Parse(values.GetValueOrDefault("witness", "")) is { } named
                    && signed.CosignedAt(named) is { } time
                    && values.GetValueOrDefault("witnessed_at") == PackHead.Text(time)));
    }

    private static IEnumerable<PackFinding> Statements(IReadOnlyDictionary<string, byte[]> files, EvidencePack pack, NoteKey key)
    {
        var own = PackFiles.EntryStatements(pack, files).ToDictionary(StringComparer.Ordinal);
        foreach (var name in own.Keys.Union(files.Keys.Where(
            static n => n.StartsWith(EntryStatement.Prefix, StringComparison.Ordinal)), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal))
        {
            var file = files.GetValueOrDefault(name) ?? [];
            var isSigned = own.TryGetValue(name, out var statement) ? EntryStatement.IsSigned(DsseEnvelope.TryRead(file), statement, key)
                : name.StartsWith(AttestationStatements.Prefix, StringComparison.Ordinal)
                    && AttestationStatements.IsSigned(file, pack.Facts);
            if (!isSigned)
            {
                yield return new(PackFault.Statement, name);
            }
        }
    }

    private static bool Same(Fact a, Fact b) => a.Kind == b.Kind && a.Time == b.Time && a.Subject == b.Subject && a.Entry == b.Entry
        && a.Values.Count == b.Values.Count && a.Values.All(v => b.Values.TryGetValue(v.Key, out var other) && other == v.Value);
}

/// <summary>One fault and the file it is in.</summary>
public sealed record PackFinding(PackFault Fault, string Location);
