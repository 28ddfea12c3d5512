using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// The statements of every pack that was saved, each by the SHA-256 of its envelope, with the entry that it is about and the proof that
/// the log includes that entry. They stay when the packs that held them go.
/// </summary>
public sealed class StatementStore(IBlobStore blobs)
{
    internal const string Prefix = "evidence/statements/";

    private const int DigestLength = 64;
    private const int MostListed = 1_000;

    /// <summary>
    /// Keeps the statements of a pack that have an entry in it. The envelope is written last, so that one that is there has its entry
    /// and its proof.
    /// </summary>
    internal async ValueTask SaveAsync(BuiltPack made, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in blobs.ListAsync(Prefix, cancellationToken))
        {
            known.Add(name);
        }

        foreach (var (digest, index, envelope) in Of(made))
        {
            if (known.Contains(NameOf(digest, StatementPart.Envelope)))
            {
                continue;
            }

            foreach (var (part, content) in new[]
            {
                (StatementPart.Entry, made.Files[PackNames.Entry(index)]), (StatementPart.Proof, made.Files[PackNames.Proof(index)]),
                (StatementPart.Envelope, envelope),
            })
            {
                using var stream = new MemoryStream(content, writable: false);
                await blobs.CreateAsync(NameOf(digest, part), stream, cancellationToken);
            }
        }
    }

    /// <summary>The statements' digests, in ordinal order; at most the first thousand.</summary>
    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var digests = new List<string>();
        await foreach (var name in blobs.ListAsync(Prefix, cancellationToken))
        {
            if (name[Prefix.Length..] is { Length: DigestLength + 5 } file && file.EndsWith(".json", StringComparison.Ordinal)
                && digests.Count < MostListed)
            {
                digests.Add(file[..DigestLength]);
            }
        }

        digests.Sort(StringComparer.Ordinal);
        return digests;
    }

    /// <summary>A part of a statement; null when there is none, or when the digest is no lower-case SHA-256.</summary>
    public async ValueTask<byte[]?> ReadAsync(string digest, StatementPart part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return digest.Length == DigestLength && digest.All(char.IsAsciiHexDigitLower)
            ? (await BlobBytes.ReadAsync(blobs, NameOf(digest, part), cancellationToken))?.ToArray()
            : null;
    }

    /// <summary>The statements of a pack with the index of their entries: an attestation's is the one that accepted it.</summary>
    private static IEnumerable<(string Digest, long Index, byte[] Envelope)> Of(BuiltPack made)
    {
        var entries = made.Pack.Facts.Facts.Where(static f => f.Entry is not null).ToList();
        var about = entries.Where(static f => EntryStatement.Kinds.Contains(f.Kind))
            .ToDictionary(EntryStatement.NameOf, static f => f.Entry!.Value, StringComparer.Ordinal);
        var accepted = entries.Where(static f => f.Kind == AuditKinds.AttestationAccepted)
            .GroupBy(static f => f.Values.GetValueOrDefault("attestation", ""), StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.Last().Entry!.Value, StringComparer.Ordinal);
        foreach (var (name, envelope) in made.Files.Where(static f => f.Key.StartsWith(EntryStatement.Prefix, StringComparison.Ordinal)))
        {
            var digest = PackManifest.Digest(envelope);
            if (about.TryGetValue(name, out var index) || accepted.TryGetValue(digest, out index))
            {
                yield return (digest, index, envelope);
            }
        }
    }

    private static string NameOf(string digest, StatementPart part) => $"{Prefix}{digest}{part switch
    {
        StatementPart.Envelope => ".json",
        StatementPart.Entry => ".entry",
        _ => ".tlog-proof",
    }}";
}

/// <summary>The parts of a statement that stands alone.</summary>
public enum StatementPart
{
    /// <summary>The in-toto statement in its DSSE envelope, as it was signed.</summary>
    Envelope,

    /// <summary>The bytes of the entry that it is about.</summary>
    Entry,

    /// <summary>The proof that the log includes the entry (C2SP tlog-proof).</summary>
    Proof,
}
