using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Stores;

/// <summary>Expired content and documents leave the disk, in the real stores, by a clock that the test moves.</summary>
public sealed class StorageEndTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExpiredContent_LeavesTheDisk_AndHeldContentStays()
    {
        using var folder = new TemporaryDirectory();
        await using var services = LocalServices.Open(folder.Path, _clock, static services => services.AddContent());
        var (store, entropy) = (services.GetRequiredService<ContentStore>(), services.GetRequiredService<IEntropy>());
        var ids = new List<string>();
        for (var hour = 0; hour < 3; hour++)
        {
            for (var i = 0; i < 20; i++)
            {
                var terms = ContentTerms.Of("claims", "strict", _clock.GetUtcNow(), TimeSpan.FromDays(30));
                var id = entropy.NewId();
                ids.Add(id);
                var key = await store.NewKeyAsync(id, Cancel);
                await store.PrepareAsync(id, terms, Cancel);
                await store.WriteAsync(key, terms, [new ContentPart("request", new byte[20_000])], Cancel);
            }

            _clock.Advance(TimeSpan.FromHours(1));
        }

        var content = Path.Combine(folder.Path, FileAppendLogs.ContentFolder);
        var written = SizeOf(content);
        written.ShouldBeGreaterThan(60 * 20_000);
        await services.GetRequiredService<LegalHolds>().HoldAsync(ids[0], isApplication: false, "inquiry", "user:counsel", Cancel);

        var sweep = services.GetRequiredService<ContentSweep>();
        (await sweep.RunAsync(Cancel)).Destroyed.ShouldBe(0);
        SizeOf(content).ShouldBe(written);

        _clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromHours(2) + TimeSpan.FromMinutes(16));
        (await sweep.RunAsync(Cancel)).ShouldBe(new ContentSweepResult(39, 1));
        SizeOf(content).ShouldBeLessThan(written / 2);
        (await store.ReadAsync(ids[0], "request", "user:counsel", "test", Cancel)).ShouldNotBeNull();
        (await store.ReadAsync(ids[1], "request", "user:counsel", "test", Cancel)).ShouldBeNull();
        (await store.ReadAsync(ids[^1], "request", "user:counsel", "test", Cancel)).ShouldNotBeNull();

        _clock.Advance(TimeSpan.FromHours(2));
        (await sweep.RunAsync(Cancel)).Destroyed.ShouldBe(20);
        Directory.GetFileSystemEntries(content).ShouldBeEmpty();
    }

    [Fact]
    public async Task TheDatabase_GivesSpaceBack()
    {
        using var folder = new TemporaryDirectory();
        await using var services = LocalServices.Open(folder.Path, _clock);
        var documents = services.GetRequiredService<IDocumentStore>();
        var database = services.GetRequiredService<SqliteDatabase>();
        for (var i = 0; i < 600; i++)
        {
            await documents.CreateAsync("sizes", $"a{i}", new byte[8_000], _clock.GetUtcNow() + TimeSpan.FromHours(1), Cancel);
        }

        var full = Pages(database);
        full.ShouldBeGreaterThan(1_000);
        _clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 400; i++)
        {
            await documents.CreateAsync("sizes", $"b{i}", new byte[10], null, Cancel);
        }

        Pages(database).ShouldBeLessThan(full / 4);
    }

    private static long Pages(SqliteDatabase database) => database.Read(
        static statements => (long)statements.Get("PRAGMA page_count").ExecuteScalar()!);

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
}
