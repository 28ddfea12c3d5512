using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Records;

public sealed class FollowedPlacesTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly InMemoryAppendLogs _logs = new();
    private readonly InMemoryDocumentStore _documents;

    public FollowedPlacesTests() => _documents = new InMemoryDocumentStore(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>However much was served before, a start reads what came after the kept place, and knows what a reading of all
    /// tells.</summary>
    [Theory]
    [InlineData(6_000)]
    [InlineData(18_000)]
    public async Task AStart_ReadsOn_AndKnowsTheSame(int entries)
    {
        await AppendAsync("w1", entries, seal: true);
        await AppendAsync("w2", 500, seal: false);
        await FollowAsync(kept: true);
        await AppendAsync("w2", 300, seal: false);

        var (read, known) = await FollowAsync(kept: true);
        read.ShouldBeInRange(300, 302, "the new entries of a log that was read, with the one before them");
        known.ShouldBe((await FollowAsync(kept: false)).Known);
    }

    /// <summary>An older place hides nothing: the logs are read on from it.</summary>
    [Fact]
    public async Task AnOlderPlace_IsReadOnFrom()
    {
        await AppendAsync("w1", 6_000, seal: false);
        await FollowAsync(kept: true);
        var older = (await _documents.ListAsync(FollowedPlaces.Partition, null, 1, Cancel)).Single();
        await AppendAsync("w1", 6_000, seal: true);
        await FollowAsync(kept: true);
        var newer = (await _documents.ListAsync(FollowedPlaces.Partition, null, 1, Cancel)).Single();
        await _documents.ReplaceAsync(older.Partition, older.Key, older.Body, newer.Version, null, Cancel);

        var (read, known) = await FollowAsync(kept: true);
        read.ShouldBeInRange(6_000, 6_001);
        known.ShouldBe((await FollowAsync(kept: false)).Known);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"logs":{},"known":{"keys":"{}","holds":"{}","routes":"7","cases":"{}"}}""")]
    public async Task APlaceOfAnotherForm_IsNotUsed(string body)
    {
        await AppendAsync("w1", 20, seal: true);
        await _documents.CreateAsync(FollowedPlaces.Partition, "place", System.Text.Encoding.UTF8.GetBytes(body), null, Cancel);
        (await FollowAsync(kept: true)).Read.ShouldBe(20);
    }

    /// <summary>A log that is another than at the kept place is told from its beginning.</summary>
    [Fact]
    public async Task ALogThatChanged_IsReadWhole()
    {
        await AppendAsync("w1", 6_000, seal: false);
        await FollowAsync(kept: true);
        var other = new FollowedPlacesTests();
        other._clock.Advance(TimeSpan.FromDays(1));
        await other.AppendAsync("w1", 6_100, seal: false);
        var place = (await _documents.ListAsync(FollowedPlaces.Partition, null, 1, Cancel)).Single();
        await other._documents.CreateAsync(place.Partition, place.Key, place.Body, null, Cancel);
        (await other.FollowAsync(kept: true)).Read.ShouldBe(6_101, "the frame at the place, and all");
    }

    /// <summary>A process with fewer observers takes what it needs, and does not keep less than was kept.</summary>
    [Fact]
    public async Task FewerObservers_KeepNothing_OverWhatMoreKnew()
    {
        await AppendAsync("w1", 6_000, seal: true);
        await FollowAsync(kept: true);
        await AppendAsync("w2", 6_000, seal: true);
        var logs = new CountingLogs(_logs);
        using (var few = new AuditFollower(logs, [new KeyEntries()], _clock, places: new FollowedPlaces(_documents)))
        {
            await few.CatchUpAsync(TimeSpan.Zero, Cancel);
        }

        logs.Read.ShouldBe(6_000);
        (await FollowAsync(kept: true)).Read.ShouldBe(6_000);
    }

    /// <summary>A host follows its own log while it grows, and a writer that comes later: it knows what a reading of all tells.</summary>
    [Fact]
    public async Task ARunningFollower_FollowsItsOwnLog_AndAnotherWriter()
    {
        await AppendAsync("w1", 100, seal: false);
        IEntryObserver[] observers = [new KeyEntries(), new HoldEntries(), new RouteEntries(), new RecordedCases(_clock)];
        using var follower = new AuditFollower(_logs, observers, _clock, places: new FollowedPlaces(_documents));
        foreach (var (writer, seal) in new[] { ("w1", false), ("w2", false), ("w1", true), ("w3", true), ("w2", false) })
        {
            await AppendAsync(writer, 60, seal);
            await follower.CatchUpAsync(TimeSpan.Zero, Cancel);
            string.Join('\n', observers.Select(static one => Sorted(one.Save()))).ShouldBe((await FollowAsync(kept: false)).Known);
        }
    }

    private async Task<(int Read, string Known)> FollowAsync(bool kept)
    {
        var logs = new CountingLogs(_logs);
        IEntryObserver[] observers = [new KeyEntries(), new HoldEntries(), new RouteEntries(), new RecordedCases(_clock)];
        using var follower = new AuditFollower(logs, observers, _clock, places: kept ? new FollowedPlaces(_documents) : null);
        await follower.CatchUpAsync(TimeSpan.Zero, Cancel);
        return (logs.Read, string.Join('\n', observers.Select(static one => Sorted(one.Save()))));
    }

    private static string Sorted(JsonElement saved) => saved.ValueKind == JsonValueKind.Object
        ? "{" + string.Join(',', saved.EnumerateObject().OrderBy(static one => one.Name, StringComparer.Ordinal)
            .Select(static one => one.Name + ":" + Sorted(one.Value))) + "}"
        : saved.GetRawText();

    private async Task AppendAsync(string writer, int count, bool seal)
    {
        await using (var log = new GroupCommitAuditLog(_logs, writer))
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(number => log.AppendAsync(Entry(writer, number), Cancel).AsTask()));
        }

        if (seal)
        {
            await _logs.SealAsync(writer, Cancel);
        }
    }

    private AuditEntry Entry(string writer, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{writer}-{number % 50}");
        (string Kind, string? Interaction, Dictionary<string, string> Facts) told = (number % 7) switch
        {
            0 => (AuditKinds.CallerKeyCreated, null, new() { ["key"] = name }),
            1 => (AuditKinds.CallerKeyRevoked, null, new() { ["key"] = name }),
            2 => (AuditKinds.LegalHoldChanged, name, new() { ["action"] = number % 2 == 0 ? "hold" : "release" }),
            3 => (AuditKinds.RollbackStarted, null, new() { ["model"] = name, ["rollback"] = name }),
            4 => (AuditKinds.RollbackVerified, null, new() { ["model"] = name, ["rollback"] = name, ["deployment"] = "d" }),
            5 => (AuditKinds.CaseDecided, null, new() { ["case"] = name, ["step"] = "2", ["event"] = "approved" }),
            _ => (AuditKinds.ModelStopped, null, new() { ["model"] = name, ["state"] = "stopped" }),
        };
        return new()
        {
            Kind = told.Kind,
            Interaction = told.Interaction,
            Time = _clock.GetUtcNow() + TimeSpan.FromSeconds(number),
            Actor = "user:a",
            Facts = told.Facts,
        };
    }

    private sealed class CountingLogs(IAppendLogs inner) : IAppendLogs
    {
        public int Read { get; private set; }

        public ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken) =>
            inner.OpenAsync(writer, cancellationToken);

        public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken) =>
            CountAsync(inner.ReadAsync(writer, cancellationToken));

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadFromAsync(string writer, long from, CancellationToken cancellationToken) =>
            CountAsync(inner.ReadFromAsync(writer, from, cancellationToken));

        public ValueTask SealAsync(string writer, CancellationToken cancellationToken) => inner.SealAsync(writer, cancellationToken);

        private async IAsyncEnumerable<ReadOnlyMemory<byte>> CountAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> frames)
        {
            await foreach (var frame in frames)
            {
                Read++;
                yield return frame;
            }
        }
    }
}
