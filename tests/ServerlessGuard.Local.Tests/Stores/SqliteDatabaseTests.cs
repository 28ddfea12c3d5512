using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_directory.Path, "guard.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Keeps_DocumentsAcrossReopening()
    {
        await using (var database = new SqliteDatabase(_directory.Path))
        {
            await Documents(database).CreateAsync("p", "k", new byte[] { 1 }, null, Cancel);
        }

        await using var again = new SqliteDatabase(_directory.Path);
        (await Documents(again).GetAsync("p", "k", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Serves_TwoUsersOfOneFile()
    {
        await using var one = new SqliteDatabase(_directory.Path);
        await using var other = new SqliteDatabase(_directory.Path);
        var created = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
            await Documents(i % 2 == 0 ? one : other).CreateAsync("p", $"k{i / 2}", new byte[] { 1 }, null, Cancel))));
        created.Count(d => d is not null).ShouldBe(30);
        (await Documents(other).ListAsync("p", null, 100, Cancel)).Count.ShouldBe(30);
    }

    /// <summary>Another process that keeps the file locked costs its users their writes, not their patience.</summary>
    [Fact]
    public async Task GivesUp_WhileAnotherHasItLocked_AndGoesOnAfterwards()
    {
        await using var database = new SqliteDatabase(_directory.Path, patience: 1);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Cancel);
        await using (var transaction = other.BeginTransaction(deferred: false))
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Should.ThrowAsync<StoreUnavailableException>(
                async () => await Documents(database).CreateAsync("p", $"k{i}", new byte[] { 1 }, null, Cancel))));
        }

        (await Documents(database).CreateAsync("p", "k", new byte[] { 1 }, null, Cancel)).ShouldNotBeNull();
    }

    /// <summary>
    /// A request writes several times, one after another. With a patience of an hour for the second connection to go, only writes that
    /// do not wait come to their end.
    /// </summary>
    [Fact]
    public async Task WaitsOnce_NotForEveryWrite()
    {
        await using var database = new SqliteDatabase(_directory.Path, patience: 1);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Cancel);
        await using var transaction = other.BeginTransaction(deferred: false);
        await Should.ThrowAsync<StoreUnavailableException>(WriteAsync);
        database.Patience = 3600;
        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<StoreUnavailableException>(() => Condition.EndsAsync(_ => WriteAsync(), "a write that does not wait"));
        }

        await transaction.RollbackAsync(Cancel);
        await WriteAsync();

        async Task WriteAsync() => await Documents(database).CreateAsync("p", "k", new byte[] { 1 }, null, Cancel);
    }

    [Fact]
    public async Task Refuses_ANewerSchema_NamingTheFile()
    {
        await new SqliteDatabase(_directory.Path).DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_version VALUES (99)";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var failure = Should.Throw<StoreUnavailableException>(() => new SqliteDatabase(_directory.Path));
        failure.Message.ShouldContain(FilePath);
        failure.Message.ShouldContain("schema 99");
    }

    [Fact]
    public async Task Refuses_AFileThatIsNoDatabase_AndLeavesIt()
    {
        var bytes = new byte[8192];
        new Random(4).NextBytes(bytes);
        await File.WriteAllBytesAsync(FilePath, bytes, Cancel);
        Should.Throw<StoreUnavailableException>(() => new SqliteDatabase(_directory.Path)).Message.ShouldContain(FilePath);
        (await File.ReadAllBytesAsync(FilePath, Cancel)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Refuses_AfterItWasClosed()
    {
        var database = new SqliteDatabase(_directory.Path);
        await database.DisposeAsync();
        await Should.ThrowAsync<StoreUnavailableException>(
            async () => await Documents(database).CreateAsync("p", "k", new byte[] { 1 }, null, Cancel));
    }

    private static SqliteDocumentStore Documents(SqliteDatabase database) =>
        new(database, TimeProvider.System, new SystemEntropy(TimeProvider.System));
}
