using System.Security.Cryptography;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>
/// A file that appears whole or not at all: written beside its target under another name, made durable, then renamed.
/// Disposing without <see cref="CommitAsync"/> removes what was written.
/// </summary>
internal sealed class AtomicFile : IAsyncDisposable
{
    private readonly string _target;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private readonly bool _replace;
    private bool _committed;

    private AtomicFile(string target, bool replace, UnixFileMode? mode)
    {
        _target = target;
        _replace = replace;
        _temporary = Path.Combine(
            Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 1 << 16,
            Options = FileOptions.Asynchronous
        };
        if (!OperatingSystem.IsWindows() && mode is { } unixMode)
        {
            options.UnixCreateMode = unixMode;
        }

        _stream = new FileStream(_temporary, options);
    }

    public Stream Stream => _stream;

    /// <summary>
    /// Opens a new file in an existing or new folder; when <paramref name="replace"/> is false, committing fails if the target stands by
    /// then.
    /// </summary>
    /// <param name="like">A file whose permissions the new one gets; null takes the default.</param>
    public static AtomicFile Create(string target, bool replace, string? like)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return new(target, replace, like is null || OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(like));
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync();
        File.Move(_temporary, _target, _replace);
        _committed = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        if (!_committed)
        {
            File.Delete(_temporary);
        }
    }
}
