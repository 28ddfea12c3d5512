using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// The 32 bytes under which the secret file is encrypted: from <c>GUARD_MASTER_KEY</c> (base64), or else from the file
/// <c>master.key</c> beside the data, made on first start and readable by this user alone. The file is the weaker
/// choice: a copy of the whole data directory contains the key as well.
/// </summary>
public sealed class MasterKey
{
    public const string Variable = "GUARD_MASTER_KEY";

    private const int Length = 32;
    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <param name="directory">The data directory.</param>
    /// <param name="fromEnvironment">The variable's value; null or empty uses the key file.</param>
    public static MasterKey Load(string directory, string? fromEnvironment, IEntropy entropy)
    {
        if (!string.IsNullOrEmpty(fromEnvironment))
        {
            return Parse(fromEnvironment, $"The environment variable {Variable}");
        }

        var path = Path.Combine(Path.GetFullPath(directory), "master.key");
        return FileExceptionMapper.Guard(path, () =>
        {
            DurableFiles.CreateRoot(directory);
            if (!File.Exists(path))
            {
                Create(directory, path, entropy);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
            {
                throw new StoreUnavailableException($"Key file {path} can be read by others. Run: chmod 600 {path}");
            }

            return Parse(File.ReadAllText(path), $"Key file {path}");
        });
    }

    public override string ToString() => nameof(MasterKey);

    private static MasterKey Parse(string base64, string source)
    {
        var bytes = new byte[Length + 3];
        if (base64.Length > 64 || !Convert.TryFromBase64String(base64.Trim(), bytes, out var written) || written != Length)
        {
            throw new StoreUnavailableException($"{source} is not {Length} bytes in base64. Make one with: openssl rand -base64 {Length}");
        }

        return new MasterKey(bytes[..Length]);
    }

    private static void Create(string directory, string path, IEntropy entropy)
    {
        if (File.Exists(Path.Combine(directory, SecretFile.FileName)))
        {
            throw new StoreUnavailableException(
                $"Key file {path} is missing, but there are secrets encrypted under it. Restore it, or set {Variable} to the key.");
        }

        var key = new byte[Length];
        entropy.Fill(key);
        var temporary = path + "." + entropy.NewId();
        using (var file = OwnFile.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
            file.Flush(flushToDisk: true);
        }

        CryptographicOperations.ZeroMemory(key);
        try
        {
            // If another process was first, its key counts.
            DurableFiles.TryName(temporary, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The same error from a file system that renames.
        }
        finally
        {
            File.Delete(temporary);
        }

        DurableFiles.FlushDirectory(Path.GetFullPath(directory));
    }
}
