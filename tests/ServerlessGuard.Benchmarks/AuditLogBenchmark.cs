using System.Diagnostics;
using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// How long a log takes to verify and how large proofs are (<c>-- log [ENTRIES]</c>, a million by default). The log is
/// in memory: what is measured is the checking, not a disk.
/// </summary>
internal static class AuditLogBenchmark
{
    private const int Writers = 4;
    private static readonly NoteSigner Signer = new("benchmark.example/log", new byte[NoteSigner.SeedLength]);

    public static NoteKey Key => Signer.Key;

    public static async Task RunAsync(int entries)
    {
        var log = Build(entries, Entries(entries), out var bytes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"log: {entries:N0} entries of {bytes / entries:N0} bytes, {Environment.ProcessorCount} processors"));
        for (var run = 0; run < 3; run++)
        {
            var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var verified = await new LogVerifier(new LogVerifierOptions { Log = Signer.Key }).VerifyAsync(log, CancellationToken.None);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"verify: {watch.Elapsed.TotalSeconds:N2} s ({(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:N2} s of processor time), intact: {verified.IsIntact}, entries: {verified.Entries:N0}"));
        }

        for (var size = 1_000; size <= 10_000_000; size *= 10)
        {
            await ProveAsync(size);
        }
    }

    /// <summary>Proofs in logs of tiny entries: their size depends on the number of entries alone.</summary>
    private static async Task ProveAsync(int size)
    {
        var log = Build(size, Enumerable.Range(0, size).Select(static i => (ReadOnlyMemory<byte>)BitConverter.GetBytes(i)), out _);
        var head = Checkpoint.Open(
            (await log.ReadAsync(LogPaths.Checkpoint, CancellationToken.None))!.Value.Span, Signer.Key, out var note)!;
        const int rounds = 1000;
        var (made, checkedIn, hashes, most, tiles) = (0.0, 0.0, 0, 0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var index = (long)round * (size - 1) / (rounds - 1);
            var start = Stopwatch.GetTimestamp();
            var reader = new TileReader(log, size);
            var proof = new TlogProof(index, await reader.InclusionAsync(index, CancellationToken.None), note!);
            made += Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            start = Stopwatch.GetTimestamp();
            if (!MerkleProofs.IsIncluded(index, size, MerkleHash.Leaf(BitConverter.GetBytes((int)index)), proof.Path, head.Root))
            {
                throw new InvalidOperationException("A proof does not hold.");
            }

            checkedIn += Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            hashes = Math.Max(hashes, proof.Path.Count);
            most = Math.Max(most, proof.ToBytes().Length);
            tiles = Math.Max(tiles, reader.TilesRead);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"proof: {size,12:N0} entries: at most {hashes} hashes, {most} bytes, {tiles} tiles read; made in {made / rounds:N0} us, checked in {checkedIn / rounds:N1} us"));
    }

    internal static MemoryLog Build(int count, IEnumerable<ReadOnlyMemory<byte>> entries, out long bytes)
    {
        var log = new MemoryLog();
        var tree = new GrowingTree();
        var full = new List<(TileAddress Address, byte[] Content)>();
        bytes = 0;
        foreach (var entry in entries.Take(count))
        {
            bytes += entry.Length;
            tree.Add(entry, full);
            full.ForEach(f => log.Files[f.Address.ToString()] = f.Content);
            full.Clear();
        }

        foreach (var (address, content) in tree.Partial())
        {
            log.Files[address.ToString()] = content;
        }

        var text = new Checkpoint(Signer.Key.Name, tree.Size, tree.Root()).ToString();
        log.Files[LogPaths.Checkpoint] = new SignedNote(text, [Signer.Sign(text)]).ToBytes();
        return log;
    }

    /// <summary>Chained entries of about 512 bytes, of several writers in turn.</summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Entries(int count)
    {
        var last = new string[Writers];
        Array.Fill(last, AuditEntryEncoding.Genesis);
        for (var i = 0; i < count; i++)
        {
            var writer = i % Writers;
            var entry = new AuditEntry
            {
                Kind = AuditKinds.InteractionOpened,
                Time = DateTimeOffset.UnixEpoch.AddMilliseconds(i),
                Interaction = string.Create(CultureInfo.InvariantCulture, $"01J{i:D23}"),
                Application = "claims-assistant",
                Tier = "regulated",
                Actor = "key:benchmark",
                PolicyRevision = new string('a', 64),
                Findings = new Dictionary<string, int> { ["person.email"] = 2, ["bank.iban"] = 1 },
                Macs = new Dictionary<string, string> { ["prompt"] = new string('b', 64) },
            };
            var bytes = AuditEntryEncoding.Encode(
                entry, string.Create(CultureInfo.InvariantCulture, $"w{writer}"), i / Writers, last[writer]);
            last[writer] = AuditEntryEncoding.Hash(bytes);
            yield return bytes;
        }
    }

    internal sealed class MemoryLog : ILogSource
    {
        public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) =>
            new(Files.TryGetValue(path, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?));

        public IAsyncEnumerable<string>? ListAsync(CancellationToken cancellationToken) => null;
    }
}
