using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <inheritdoc/>
internal sealed class SqliteWrite<T>(Func<SqliteStatements, T> write) : SqliteWrite
{
    private T? _result;

    public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Run(SqliteStatements statements) => _result = write(statements);

    public override void Complete() => Done.TrySetResult(_result!);

    public override void Fail(StoreUnavailableException failure) =>
        Done.TrySetException(new StoreUnavailableException(failure.Message, failure));
}
