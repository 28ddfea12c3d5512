using System.Security.Cryptography;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>
/// A file that appears whole or not at all: written beside its target under another name, made durable, then renamed.
/// Disposing without <see cref="CommitAsync"/> removes what was written.
/// </summary>
internal sealed class AtomicFile : IAsyncDisposable
{
    private readonly string target;
    private readonly string temporary;
    private readonly FileStream stream;
    private readonly bool replace;
    private bool committed;

    private AtomicFile(string target, bool replace, UnixFileMode? mode)
    {
        this.target = target;
        this.replace = replace;
        temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows() && mode is { } unixMode)
        {
            options.UnixCreateMode = unixMode;
        }

        stream = new FileStream(temporary, options);
    }

    public Stream Stream => stream;

    /// <summary>Opens a new file in an existing or new folder; when <paramref name="replace"/> is false, committing fails if the target stands by then.</summary>
    /// <param name="like">A file whose permissions the new one gets; null takes the default.</param>
    public static AtomicFile Create(string target, bool replace, string? like)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return new(target, replace, like is null || OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(like));
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken);
        stream.Flush(flushToDisk: true);
        await stream.DisposeAsync();
        File.Move(temporary, target, replace);
        committed = true;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        if (!committed)
        {
            File.Delete(temporary);
        }
    }
}
