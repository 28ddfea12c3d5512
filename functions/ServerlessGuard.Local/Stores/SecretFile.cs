using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// The encrypted file of a data directory that holds secrets and wrapping keys. A change takes the file's lock, reads
/// the newest file, writes a whole new one, makes it durable and renames it into place: a crash leaves the old or the
/// new one. A file of an older generation than this process has seen is refused, as someone put it back.
/// </summary>
public sealed class SecretFile : IDisposable
{
    internal const string FileName = "secrets.bin";

    private readonly string _directory;
    private readonly string _path;
    private readonly MasterKey _master;
    private readonly IEntropy _entropy;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private State _state = new(0, []);

    public SecretFile(string directory, MasterKey master, IEntropy entropy)
    {
        _directory = Path.GetFullPath(directory);
        _path = Path.Combine(_directory, FileName);
        _master = master;
        _entropy = entropy;
        FileExceptionMapper.Guard(_path, () => DurableFiles.CreateRoot(_directory));
        _state = Load();
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The newest records, oldest version first; another process may have written them.</summary>
    internal IReadOnlyList<SecretRecord> Read()
    {
        var state = Volatile.Read(ref _state);
        if (PeekGeneration() == state.Generation)
        {
            return state.Records;
        }

        var loaded = Load();
        while (loaded.Generation > state.Generation && Interlocked.CompareExchange(ref _state, loaded, state) is var seen && seen != state)
        {
            state = seen;
        }

        return loaded.Records;
    }

    /// <summary>Changes the records. The change returns null to leave them as they are.</summary>
    internal async ValueTask<T> ChangeAsync<T>(
        Func<List<SecretRecord>, (IReadOnlyList<SecretRecord>? Records, T Result)> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var held = await HoldAsync(cancellationToken);
            var state = Load();
            var (records, result) = change([.. state.Records]);
            if (records is not null)
            {
                await ReplaceAsync(new State(state.Generation + 1, records), cancellationToken);
            }

            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileExceptionMapper.Unavailable(_path, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReplaceAsync(State state, CancellationToken cancellationToken)
    {
        var temporary = $"{_path}.{_entropy.NewId()}";
        try
        {
            using var content = new MemoryStream(SecretFileFormat.Write(_master, state.Generation, state.Records, _entropy));
            await DurableFiles.WriteAsync(temporary, content, cancellationToken);
            File.Move(temporary, _path, overwrite: true);
            DurableFiles.FlushDirectory(_directory);
            Volatile.Write(ref _state, state);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Waits up to ten seconds for another process: its change takes milliseconds, and a crash frees the lock.</summary>
    private async Task<FileStream> HoldAsync(CancellationToken cancellationToken)
    {
        for (var again = 0; ; again++)
        {
            try
            {
                return OwnFile.Open(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (again < 1000)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
            }
        }
    }

    private long PeekGeneration() => FileExceptionMapper.Guard(_path, () =>
    {
        try
        {
            using var handle = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[SecretFileFormat.HeaderLength];
            return SecretFileFormat.ReadGeneration(header[..RandomAccess.Read(handle, header, 0)]);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    });

    private State Load()
    {
        var seen = Volatile.Read(ref _state).Generation;
        var file = FileExceptionMapper.Guard(_path, () => File.Exists(_path) ? File.ReadAllBytes(_path) : null);
        var generation = file is null ? 0 : SecretFileFormat.ReadGeneration(file);
        if (generation >= 0 && generation < seen)
        {
            throw new StoreUnavailableException(
                $"Secret file {_path} is older than it was: someone put back an earlier copy. Restore the newest, or restart the guard to accept this one.");
        }

        try
        {
            return file is null ? new State(0, []) : new State(generation, SecretFileFormat.Read(_master, file));
        }
        catch (Exception e) when (e is CryptographicException or System.Text.Json.JsonException)
        {
            throw new StoreUnavailableException(
                $"Secret file {_path} does not open: it is damaged, or {MasterKey.Variable} or master.key is not the key that it was written with.");
        }
    }

    private sealed record State(long Generation, IReadOnlyList<SecretRecord> Records)
    {
        public override string ToString() => $"generation {Generation}";
    }
}
