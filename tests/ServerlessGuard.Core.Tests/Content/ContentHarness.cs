using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Content;

/// <summary>Stores in memory, each behind the same plan of faults; with or without a log of content.</summary>
internal sealed class ContentHarness
{
    public const string Id = "01KJMDEB80GXDQ8QNAPK51BVXV";
    public const string Other = "01KJMDEB80GXDQ8QNAPK51BVXW";

    private readonly bool _hasLog;

    public ContentHarness(bool hasLog = false) => (Documents, _hasLog) = (new InMemoryDocumentStore(Clock), hasLog);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    public InMemoryDocumentStore Documents { get; }

    public InMemoryBlobStore Blobs { get; } = new();

    public InMemoryAppendLogs Lanes { get; } = new();

    public InMemoryKeyRing Ring { get; } = new();

    public InMemoryAuditLog Audit { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public IEntropy Entropy { get; } = new SeededEntropy(7);

    public ContentTerms Terms => new("claims", "regulated", Clock.GetUtcNow() + TimeSpan.FromDays(30));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Large(int seed)
    {
        var bytes = new byte[100_000];
        new SeededEntropy(seed).Fill(bytes);
        return bytes;
    }

    /// <summary>The log of content as one process has it; null where there is none.</summary>
    public ContentLog? Log(FaultPlan? plan = null) =>
        _hasLog ? new(new FaultingExpiringLogs(Lanes, plan ?? FaultPlan.None), new SystemEntropy(Clock), Clock) : null;

    public ContentStore Store(FaultPlan? plan = null, IKeyRing? ring = null, ContentLog? log = null) => new(
        new FaultingDocumentStore(Documents, plan ?? FaultPlan.None), new FaultingBlobStore(Blobs, plan ?? FaultPlan.None),
        ring ?? new FaultingKeyRing(Ring, plan ?? FaultPlan.None), new FaultingAuditLog(Audit, plan ?? FaultPlan.None), Entropy, Clock,
        log: log ?? Log(plan));

    public ContentSweep Sweep(FaultPlan? plan = null) => new(
        new FaultingDocumentStore(Documents, plan ?? FaultPlan.None), new FaultingBlobStore(Blobs, plan ?? FaultPlan.None),
        new FaultingAuditLog(Audit, plan ?? FaultPlan.None), Clock, recorded: new RecordedHolds(
            new AuditFollower(new EntryLogs(Audit), [new HoldEntries()], Clock), new RecordFaults(() => Alerts, () => Audit, Clock)),
        log: Log(plan));

    public LegalHolds Holds(FaultPlan? plan = null) =>
        new(
            new FaultingDocumentStore(Documents, plan ?? FaultPlan.None), new FaultingAuditLog(Audit, plan ?? FaultPlan.None), Clock,
            Log());

    /// <summary>As the gateway keeps an interaction: announced, then sealed at once.</summary>
    public async Task<ContentKey> KeepAsync(string id, params ContentPart[] parts)
    {
        var log = Log();
        using var store = Store(log: log);
        var key = await store.NewKeyAsync(id, CancellationToken.None);
        await store.PrepareAsync(id, Terms, CancellationToken.None);
        (await store.WriteAsync(key, Terms, parts, CancellationToken.None)).ShouldBeTrue();
        await (log?.DisposeAsync() ?? ValueTask.CompletedTask);
        return key;
    }

    public async Task<string?> ReadAsync(string id, string part)
    {
        using var store = Store();
        return await store.ReadAsync(id, part, "user:auditor", "test", CancellationToken.None) is { } bytes
            ? Encoding.UTF8.GetString(bytes.Span)
            : null;
    }

    /// <summary>Everything that lies in either store, with its name.</summary>
    public async Task<List<(string Name, byte[] Bytes)>> AllAsync()
    {
        var all = new List<(string, byte[])>();
        foreach (var partition in (string[])[
            .. new[] { Id, Other }.Select(ContentNames.Partition).Distinct(), .. ContentNames.DuePartitions, "content-holds", "content-lanes"
        ])
        {
            all.AddRange((await Documents.ListAsync(partition, null, 1000, CancellationToken.None))
                .Select(static d => (d.Partition + "/" + d.Key, d.Body.ToArray())));
        }

        await foreach (var name in Blobs.ListAsync("", CancellationToken.None))
        {
            using var bytes = new MemoryStream();
            await using var stream = (await Blobs.OpenReadAsync(name, CancellationToken.None))!;
            await stream.CopyToAsync(bytes);
            all.Add((name, bytes.ToArray()));
        }

        foreach (var lane in await Lanes.ListAsync(CancellationToken.None))
        {
            await foreach (var frame in Lanes.ReadAsync(lane.Name, CancellationToken.None))
            {
                all.Add(($"{lane.Name}/{SealedContent.InteractionOf(frame.Span)}", frame.ToArray()));
            }
        }

        return all;
    }

    public int Count(string kind) => Audit.Entries.Count(entry => entry.Kind == kind);
}
