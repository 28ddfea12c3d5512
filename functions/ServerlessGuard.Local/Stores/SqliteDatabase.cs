using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;
using SQLitePCL;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// One database file: WAL, every commit an fsync. Writes wait in a bounded queue, and a single connection runs whatever
/// waits as one transaction; reads run beside it on connections of their own. Other processes may use the same file. A write
/// has happened when its task completes.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private const int BatchLength = 128;

    /// <summary>Commits after which pages that hold nothing any more are given back to the file system.</summary>
    private const int CommitsToGiveBack = 32;

    /// <summary>SQLITE_BUSY</summary>
    private const int Busy = 5;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly SqliteStatements _writer;
    private readonly ConcurrentBag<SqliteStatements> _readers = [];
    private readonly Channel<SqliteWrite> _queue = Channel.CreateBounded<SqliteWrite>(
        new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly Task _loop;

    /// <summary>Another process had the file locked for longer than a write waits. Used by the loop alone.</summary>
    private bool _isLocked;

    private long _commits;

    /// <param name="directory">The folder of the file.</param>
    /// <param name="patience">Seconds that one transaction waits for another process that has the file locked.</param>
    public SqliteDatabase(string directory, int patience = 30)
    {
        _path = Path.Combine(Path.GetFullPath(directory), "guard.db");
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _path, DefaultTimeout = patience, Pooling = false }.ToString();
        _writer = new SqliteStatements(new SqliteConnection(_connectionString));
        try
        {
            FileExceptionMapper.Guard(_path, () =>
            {
                DurableFiles.CreateRoot(Path.GetFullPath(directory));
                // SQLite gives the files beside it, which hold pages of it, its own permissions.
                OwnFile.Protect(_path);
            });
            Guard(() =>
            {
                _writer.Connection.Open();
                Configure(_writer.Connection);
                SqliteSchema.Migrate(_writer.Connection);
                return true;
            });
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _loop = Task.Run(RunAsync);
    }

    /// <summary>Seconds that the next transaction waits for another process that has the file locked.</summary>
    internal int Patience
    {
        set => _writer.Connection.DefaultTimeout = value;
    }

    /// <summary>Runs on a reader's connection, which is kept for the next reading.</summary>
    internal T Read<T>(Func<SqliteStatements, T> read) => Guard(() =>
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = new SqliteStatements(new SqliteConnection(_connectionString));
            reader.Connection.Open();
        }

        try
        {
            var result = read(reader);
            _readers.Add(reader);
            return result;
        }
        catch
        {
            // The state after a failure is unknown.
            reader.Dispose();
            throw;
        }
    });

    /// <summary>Queues the write. Cancelling before it is queued drops it; later it only ends the waiting.</summary>
    internal async ValueTask<T> WriteAsync<T>(Func<SqliteStatements, T> write, CancellationToken cancellationToken)
    {
        var queued = new SqliteWrite<T>(write);
        try
        {
            await _queue.Writer.WriteAsync(queued, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException($"Database {_path} is closed.");
        }

        return await queued.Done.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _writer.Dispose();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private static void Configure(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 16777216; "
            + "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON";
        command.ExecuteNonQuery();
    }

    private async Task RunAsync()
    {
        var batch = new List<SqliteWrite>(BatchLength);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchLength && _queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<SqliteWrite> batch)
    {
        try
        {
            Guard(() =>
            {
                RequireUnlocked();
                using var transaction = _writer.Connection.BeginTransaction(deferred: false);
                _writer.Transaction = transaction;
                foreach (var write in batch)
                {
                    write.Run(_writer);
                }

                transaction.Commit();
                return true;
            });
        }
#pragma warning disable CA1031 // The loop serves every caller: each must hear of the failure, and the loop must live on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var failure = e as StoreUnavailableException ?? new StoreUnavailableException($"Database {_path} failed.", e);
            foreach (var write in batch)
            {
                write.Fail(failure);
            }

            if (e is StoreUnavailableException { InnerException: SqliteException { SqliteErrorCode: Busy } })
            {
                _isLocked = true;

                // Requests that came meanwhile have waited, too: if each batch waited anew, a request would wait for all before it.
                for (var left = _queue.Reader.Count; left > 0 && _queue.Reader.TryRead(out var write); left--)
                {
                    write.Fail(failure);
                }
            }

            return;
        }

        foreach (var write in batch)
        {
            write.Complete();
        }

        if (++_commits % CommitsToGiveBack == 0)
        {
            // A part at a time: nobody waits for it but the next write. Should it fail, it is done after other commits.
            _ = raw.sqlite3_exec(_writer.Connection.Handle, "PRAGMA incremental_vacuum(256)");
        }
    }

    /// <summary>
    /// Once a write has waited in vain, the next ones only look: a request makes several writes one after another, and must not wait
    /// for each.
    /// </summary>
    private void RequireUnlocked()
    {
        if (!_isLocked)
        {
            return;
        }

        var begun = raw.sqlite3_exec(_writer.Connection.Handle, "BEGIN IMMEDIATE");
        if (begun == Busy)
        {
            throw new SqliteException("The database is locked.", Busy);
        }

        if (begun == raw.SQLITE_OK)
        {
            _ = raw.sqlite3_exec(_writer.Connection.Handle, "ROLLBACK");
        }

        _isLocked = false;
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            // SQLITE_CORRUPT, SQLITE_NOTADB
            throw new StoreUnavailableException(
                $"Database {_path} is damaged or no database. Restore it from a copy, or move it (and its -wal and -shm files) away to start anew.",
                e);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException($"Database {_path} cannot be used (SQLite error {e.SqliteErrorCode}).", e);
        }
    }
}
