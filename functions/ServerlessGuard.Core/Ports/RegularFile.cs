using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// Opens the files that a person or a policy names. A pipe, a socket or a device is refused: reading a pipe waits for a writer that may
/// never come, and a device has no end.
/// </summary>
public static class RegularFile
{
    // The runtime's own portable form of a file's status: flags, then the mode, both of 32 bits; the whole is shorter than this.
    private const int StatusLength = 256;
    private const int ModeOffset = 4;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>
    /// Throws <see cref="NotRegularFileException"/> for what is there and is neither a file nor a folder; links are followed.
    /// </summary>
    public static void Require(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!OperatingSystem.IsWindows() && IsSpecial(path))
        {
            throw new NotRegularFileException(path);
        }
    }

    /// <summary>Whether something is there that is neither a file nor a folder.</summary>
    public static bool IsSpecial(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var status = new byte[StatusLength];
        return Stat(Encoding.UTF8.GetBytes(path + "\0"), status) == 0
            && (BitConverter.ToInt32(status, ModeOffset) & TypeMask) is not (Regular or Folder);
    }

    /// <summary>
    /// Opens for reading; others may write and delete meanwhile. Throws as <see cref="FileStream"/>, and as <see cref="Require"/>.
    /// </summary>
    public static FileStream OpenRead(string path, int bufferSize = 4096)
    {
        Require(path);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = bufferSize,
            Options = FileOptions.SequentialScan,
        });
    }

    /// <summary>The whole file as text, UTF-8 with or without a byte order mark.</summary>
    /// <exception cref="IOException">It is longer than <paramref name="maxBytes"/>, or cannot be read.</exception>
    public static string ReadText(string path, int maxBytes)
    {
        using var file = OpenRead(path);
        if (file.Length > maxBytes)
        {
            throw new IOException($"The file is longer than {maxBytes} bytes.");
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The file's beginning, up to <paramref name="maxBytes"/>.</summary>
    public static byte[] ReadBytes(string path, int maxBytes)
    {
        // Pooled: the policy file is read every second, and its bound is a megabyte.
        var buffer = ArrayPool<byte>.Shared.Rent(maxBytes);
        try
        {
            using var file = OpenRead(path);
            return buffer.AsSpan(0, file.ReadAtLeast(buffer.AsSpan(0, maxBytes), maxBytes, throwOnEndOfStream: false)).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The whole file.</summary>
    public static Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken)
    {
        Require(path);
        return File.ReadAllBytesAsync(path, cancellationToken);
    }

    /// <summary>The whole file as text.</summary>
    public static Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken)
    {
        Require(path);
        return File.ReadAllTextAsync(path, cancellationToken);
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(byte[] path, byte[] status);
}

/// <summary>A path names a pipe, a socket or a device.</summary>
public sealed class NotRegularFileException(string path) : IOException(
    $"{path}: it is no regular file but a pipe, a socket or a device. Name a file.");
