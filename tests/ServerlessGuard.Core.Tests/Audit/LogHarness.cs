using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Audit;

/// <summary>Writers, stores and keys of a log in memory.</summary>
internal sealed class LogHarness
{
    private readonly Dictionary<string, (long Next, string Last)> _chains = [];

    public static NoteSigner Signer { get; } = Key("log.example/guard", 1);

    public static NoteSigner WitnessSigner { get; } = Key("witness.example/w", 2, NoteKey.CosignatureType);

    public InMemoryAppendLogs Logs { get; init; } = new();

    public InMemoryBlobStore Blobs { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public BlobLogSource Source => new(new LogStores(Blobs, Blobs));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static AuditEntry Entry(string id, int second) => new()
    {
        Kind = AuditKinds.InteractionOpened,
        Actor = "key:demo",
        Interaction = id,
        Time = DateTimeOffset.UnixEpoch.AddSeconds(second),
    };

    /// <summary>Appends entries that continue the writer's chain.</summary>
    public async Task AppendAsync(string writer, int count, int second = 0)
    {
        var (next, last) = _chains.GetValueOrDefault(writer, (0, AuditEntryEncoding.Genesis));
        var frames = new List<ReadOnlyMemory<byte>>();
        for (var i = 0; i < count; i++)
        {
            var bytes = AuditEntryEncoding.Encode(
                Entry(string.Create(CultureInfo.InvariantCulture, $"{writer}-{next}"), second + i), writer, next++, last);
            last = AuditEntryEncoding.Hash(bytes);
            frames.Add(bytes);
        }

        _chains[writer] = (next, last);
        await AppendAsync(writer, frames);
    }

    /// <summary>Appends whatever bytes.</summary>
    public async Task AppendAsync(string writer, IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        await using var log = await Logs.OpenAsync(writer, Cancel);
        await log.AppendAsync(frames, Cancel);
    }

    public Sequencer Sequencer(IBlobStore? blobs = null, int batch = 8192, IWitness? witness = null, NoteSigner? signer = null)
    {
        var store = blobs ?? Blobs;
        return new Sequencer(
            Logs, new LogStores(store, store), signer ?? Signer, Alerts, TimeProvider.System, new SequencerOptions { BatchLength = batch },
            witness);
    }

    public async Task<SequencingResult> SequenceAsync(int batch = 8192, IWitness? witness = null) =>
        await Sequencer(batch: batch, witness: witness).RunAsync(Cancel);

    public async Task<LogVerification> VerifyAsync(ReadOnlyMemory<byte>? since = null, NoteKey? witness = null, NoteKey? log = null) =>
        await new LogVerifier(new LogVerifierOptions { Log = log ?? Signer.Key, KnownCheckpoint = since, Witness = witness })
            .VerifyAsync(Source, Cancel);

    public async Task<byte[]> ReadAsync(string path) =>
        (await Source.ReadAsync(path, Cancel) ?? throw new InvalidOperationException(path)).ToArray();

    public async Task PutAsync(string path, byte[] content) =>
        await Blobs.PutAsync(LogStores.Prefix + path, new MemoryStream(content), Cancel);

    public async Task<List<string>> FilesAsync()
    {
        var files = new List<string>();
        await foreach (var file in Source.ListAsync(Cancel))
        {
            files.Add(file);
        }

        return files;
    }

    /// <summary>The entries of the log, in order.</summary>
    public async Task<List<ReadOnlyMemory<byte>>> EntriesAsync()
    {
        var head = Checkpoint.Open(await ReadAsync(LogPaths.Checkpoint), Signer.Key, out _)!;
        var entries = new List<ReadOnlyMemory<byte>>();
        await foreach (var (_, entry) in new LogReader(Source).EntriesAsync(0, head.Size, Cancel))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static NoteSigner Key(string name, byte seed, byte type = NoteKey.Ed25519Type)
    {
        var bytes = new byte[NoteSigner.SeedLength];
        Array.Fill(bytes, seed);
        return new NoteSigner(name, bytes, type);
    }
}
