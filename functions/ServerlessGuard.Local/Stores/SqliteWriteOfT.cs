using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <inheritdoc/>
internal sealed class SqliteWrite<T>(Func<SqliteConnection, SqliteTransaction, T> write) : SqliteWrite
{
    private T? _result;

    public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Run(SqliteConnection connection, SqliteTransaction transaction) => _result = write(connection, transaction);

    public override void Complete() => Done.TrySetResult(_result!);

    public override void Fail(StoreUnavailableException failure) => Done.TrySetException(new StoreUnavailableException(failure.Message, failure));
}
