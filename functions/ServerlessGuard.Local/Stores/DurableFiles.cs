using System.Runtime.InteropServices;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// File operations for durability that the class library lacks. On Unix a new name is durable only after an fsync of its
/// directory; on Windows the file system journals names itself, and nothing is done.
/// </summary>
internal static class DurableFiles
{
    private const int ReadOnly = 0;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>EEXIST, the same on Linux, macOS and the BSDs.</summary>
    private const int Exists = 17;

    /// <summary>Makes the names in a directory durable.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(Encoding.UTF8.GetBytes(directory + "\0"), ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"Directory {directory} does not open (errno {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            if (Synchronise(descriptor) != 0)
            {
                throw new IOException($"Directory {directory} cannot be made durable (errno {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Writes zeros over a file, durably: what a deletion leaves on a disk that keeps freed blocks says nothing then.</summary>
    public static void Overwrite(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        var zeros = new byte[(int)Math.Min(length, 1 << 20)];
        for (long at = 0; at < length; at += zeros.Length)
        {
            RandomAccess.Write(handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, length - at)), at);
        }

        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>
    /// Creates the data directory, for this user alone; takes the others' permissions from one that is there. Throws
    /// <see cref="StoreUnavailableException"/> for a directory of another user or one that many share, as <c>/tmp</c>.
    /// </summary>
    public static void CreateRoot(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, OwnerOnly);
        var mode = File.GetUnixFileMode(directory);
        if ((mode & Others) == 0)
        {
            return;
        }

        if ((mode & UnixFileMode.StickyBit) != 0)
        {
            throw new StoreUnavailableException($"The data folder {directory} is shared by many users. Name a folder of your own.");
        }

        try
        {
            File.SetUnixFileMode(directory, OwnerOnly);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnavailableException(
                $"The data folder {directory} is open to others and belongs to another user. Name a folder of your own.", e);
        }
    }

    /// <summary>Creates a directory below <paramref name="root"/> with its parents, durably.</summary>
    public static void CreateDirectory(string root, string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        Directory.CreateDirectory(directory);
        for (var parent = directory; parent.Length > root.Length;)
        {
            parent = Path.GetDirectoryName(parent)!;
            FlushDirectory(parent);
        }
    }

    /// <summary>Writes a temporary file, durably, that only this user may read; the caller moves it into place.</summary>
    public static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file = OwnFile.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous);
        await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Gives a finished temporary file its name unless that is taken: of many at once one succeeds. On Unix by a link, since
    /// File.Move renames over a file that came between its look and its move.
    /// </summary>
    public static bool TryName(string temporary, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(Encoding.UTF8.GetBytes(temporary + "\0"), Encoding.UTF8.GetBytes(path + "\0")) == 0)
            {
                return true;
            }

            if (Marshal.GetLastPInvokeError() == Exists)
            {
                return false;
            }
        }

        // Windows moves atomically; a Unix file system without links has no better way.
        File.Move(temporary, path, overwrite: false);
        return true;
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existing, byte[] path);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
