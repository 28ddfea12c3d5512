using System.Text;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Report;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>Makes a pack's files. The same pack gives the same bytes, on every system.</summary>
public static class PackFiles
{
    /// <param name="controls">The file that the pack's controls were read from.</param>
    /// <param name="log">The source of the pack's entries.</param>
    /// <param name="further">Signed statements of others by name; the manifest lists them and nothing checks their content.</param>
    public static IReadOnlyDictionary<string, byte[]> Create(
        EvidencePack pack, ReadOnlyMemory<byte> controls, LogFactsResult log, NoteSigner signer,
        IReadOnlyDictionary<string, byte[]>? further = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(signer);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [PackNames.Controls] = controls.ToArray(),
            [PackNames.LogKey] = Encoding.UTF8.GetBytes(pack.LogKey + "\n"),
            [PackNames.ReadMe] = PackReadMe.Bytes,
        };
        if (log.Checkpoint is { } checkpoint)
        {
            files[PackNames.Checkpoint] = checkpoint.ToArray();
        }

        foreach (var entry in log.Entries)
        {
            files[PackNames.Entry(entry.Index)] = entry.Bytes.ToArray();
            files[PackNames.Proof(entry.Index)] = entry.Proof.ToBytes();
        }

        foreach (var (name, content) in Derive(pack, files).Concat(further ?? new Dictionary<string, byte[]>()))
        {
            files[name] = content;
        }

        foreach (var (name, statement) in EntryStatements(pack, files).ToList())
        {
            files[name] = EntryStatement.Sign(statement, signer);
        }

        var manifest = PackManifest.Of(signer.Key.Name, pack.Created, files);
        files[PackNames.Manifest] = manifest.Sign(signer);
        return files;
    }

    /// <summary>The files that follow from the facts.</summary>
    /// <param name="files">The pack's controls, entries and proofs.</param>
    internal static IReadOnlyDictionary<string, byte[]> Derive(EvidencePack pack, IReadOnlyDictionary<string, byte[]> files)
    {
        var derived = new Dictionary<string, byte[]>(files, StringComparer.Ordinal)
        {
            [PackNames.Evidence] = EvidenceJson.Write(pack),
            [PackNames.Report] = ReportPage.Write(pack),
            [PackNames.Catalog] = OscalPlan.Catalog(pack, files[PackNames.Controls]),
        };
        derived[PackNames.Plan] = OscalPlan.Plan(pack, derived);
        derived[PackNames.Oscal] = OscalResults.Write(pack, derived);
        return new[] { PackNames.Evidence, PackNames.Report, PackNames.Catalog, PackNames.Plan, PackNames.Oscal }
            .ToDictionary(static n => n, n => derived[n], StringComparer.Ordinal);
    }

    /// <summary>The statements, not yet signed, that follow from the entries of drills, rotations and rollbacks.</summary>
    internal static IEnumerable<KeyValuePair<string, byte[]>> EntryStatements(EvidencePack pack, IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var fact in EntryStatement.Kinds.SelectMany(pack.Facts.Kind))
        {
            if (fact.Entry is { } index && files.TryGetValue(PackNames.Entry(index), out var entry))
            {
                yield return new(EntryStatement.NameOf(fact), EntryStatement.Write(fact, entry));
            }
        }
    }
}
