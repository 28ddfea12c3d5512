using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// Blobs as files. A blob <c>a/b</c> is the file <c>a/b~</c>: a name cannot hold a tilde, so a blob <c>a</c> and a
/// folder <c>a</c> never collide. Content goes to a temporary file, is made durable, and takes its name in one step:
/// by a hard link that fails when the name exists (write once), or by a rename (replace).
/// </summary>
public sealed class FileBlobStore : IBlobStore
{
    private readonly string _root;
    private readonly string _temporary;
    private readonly IEntropy _entropy;

    public FileBlobStore(string directory, IEntropy entropy)
    {
        _root = Path.Combine(Path.GetFullPath(directory), "blobs");
        _temporary = Path.Combine(Path.GetFullPath(directory), "blobs.tmp");
        _entropy = entropy;
        FileExceptionMapper.Guard(directory, () =>
        {
            DurableFiles.CreateRoot(Path.GetFullPath(directory));
            Directory.CreateDirectory(_root);
            Directory.CreateDirectory(_temporary);
            DurableFiles.FlushDirectory(Path.GetFullPath(directory));
        });
    }

    public async ValueTask<bool> CreateAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return !File.Exists(path) && await WriteAsync(path, content, overwrite: false, cancellationToken);
    }

    public async ValueTask PutAsync(string name, Stream content, CancellationToken cancellationToken) =>
        await WriteAsync(PathOf(name), content, overwrite: true, cancellationToken);

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        cancellationToken.ThrowIfCancellationRequested();
        return new(FileExceptionMapper.Guard<Stream?>(path, () =>
        {
            try
            {
                return new FileStream(
                    path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.Asynchronous);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        }));
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (var name in Walk(_root, "", prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }

        await Task.CompletedTask;
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        cancellationToken.ThrowIfCancellationRequested();
        return new(FileExceptionMapper.Guard(path, () =>
        {
            if (!File.Exists(path))
            {
                return false;
            }

            File.Delete(path);
            DurableFiles.FlushDirectory(Path.GetDirectoryName(path)!);
            return true;
        }));
    }

    private async Task<bool> WriteAsync(string path, Stream content, bool overwrite, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(_temporary, _entropy.NewId());
        try
        {
            await DurableFiles.WriteAsync(temporary, content, cancellationToken);
            var directory = Path.GetDirectoryName(path)!;
            DurableFiles.CreateDirectory(_root, directory);
            if (overwrite)
            {
                File.Move(temporary, path, overwrite: true);
            }
            else if (!DurableFiles.TryName(temporary, path))
            {
                return false;
            }

            DurableFiles.FlushDirectory(directory);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileExceptionMapper.Unavailable(path, e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private string PathOf(string name)
    {
        StoreNames.RequireBlobName(name);
        return Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar) + "~");
    }

    /// <summary>Depth first. A folder sorts as its name with a slash, which makes the whole walk ordinal by full name.</summary>
    private static IEnumerable<string> Walk(string directory, string path, string prefix)
    {
        var children = FileExceptionMapper.Guard(directory, () => new DirectoryInfo(directory).EnumerateFileSystemInfos()
            .Select(i => i is DirectoryInfo ? i.Name + "/" : i.Name[..^1])
            .Order(StringComparer.Ordinal)
            .ToList());
        foreach (var child in children)
        {
            var full = path + child;
            if (!child.EndsWith('/'))
            {
                if (full.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield return full;
                }
            }
            else if (full.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(full, StringComparison.Ordinal))
            {
                foreach (var below in Walk(Path.Combine(directory, child[..^1]), full, prefix))
                {
                    yield return below;
                }
            }
        }
    }
}
