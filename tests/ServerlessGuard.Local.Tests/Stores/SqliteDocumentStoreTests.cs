using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class SqliteDocumentStoreTests : DocumentStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteDatabase? _database;

    public override ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(_directory.Path);
        Store = new SqliteDocumentStore(_database, Clock, new SeededEntropy(1));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        _directory.Dispose();
        await base.DisposeAsync();
    }
}
