using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Evidence;

/// <summary>A pack in a directory. Links are never followed, and nothing outside the directory is read or written.</summary>
internal static class PackDirectory
{
    private const long LargestPack = 256L << 20;

    /// <summary>Writes all of it or nothing: next to the directory first, then under its name.</summary>
    public static async Task WriteAsync(string directory, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        if (File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
        {
            throw new PackDirectoryException($"{directory} is not empty.", "Name a directory that does not exist yet.");
        }

        var parent = Path.GetDirectoryName(Path.GetFullPath(directory))!;
        Directory.CreateDirectory(parent);
        var draft = Path.Combine(parent, $".{Path.GetFileName(directory)}.{Path.GetRandomFileName()}");
        try
        {
            foreach (var (name, content) in files)
            {
                if (!PackNames.IsSafe(name))
                {
                    throw new InvalidOperationException($"A pack cannot hold the name {name}.");
                }

                var file = Path.Combine(draft, name.Replace('/', Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllBytesAsync(file, content, cancellationToken);
            }

            if (Directory.Exists(directory))
            {
                Directory.Delete(directory);
            }

            Directory.Move(draft, directory);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    /// <summary>
    /// Every file below the directory, by its slash-separated path. Throws <see cref="PackDirectoryException"/> for a link or too much.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var pending = new Queue<DirectoryInfo>([new DirectoryInfo(directory)]);
        var total = 0L;
        while (pending.TryDequeue(out var folder))
        {
            foreach (var item in folder.EnumerateFileSystemInfos())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = Path.GetRelativePath(directory, item.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (item.LinkTarget is not null || item.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    throw new PackDirectoryException($"{name} is a link.", "A pack holds files only: copy it without links.");
                }

                if (item is DirectoryInfo below)
                {
                    pending.Enqueue(below);
                    continue;
                }

                total += ((FileInfo)item).Length;
                if (total > LargestPack || files.Count > PackManifest.MostFiles)
                {
                    throw new PackDirectoryException($"{directory} is larger than the limit of a pack.", "Name the pack's own directory.");
                }

                if (RegularFile.IsSpecial(item.FullName))
                {
                    throw new PackDirectoryException($"{name} is no regular file.", "A pack holds files only.");
                }

                files[name] = await RegularFile.ReadAllBytesAsync(item.FullName, cancellationToken);
            }
        }

        return files;
    }
}

/// <summary>A pack cannot be written to a directory, or read from it.</summary>
/// <param name="message">The path, and the reason.</param>
/// <param name="remedy">The fix, for the person who named the directory.</param>
internal sealed class PackDirectoryException(string message, string remedy) : FixableException(message, remedy);
