using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>Finds the files that paths on the command line mean.</summary>
internal static class InputFiles
{
    public const string StandardInput = "-";

    private const string StoresFile = "guard.db";

    /// <summary>The inputs of a request: standard input where it names none. Throws as <see cref="Find"/> does.</summary>
    public static IReadOnlyList<InputFile> Of(Terminal terminal, TextRequest request)
    {
        if (request.Paths.Count == 0 && terminal.InputIsTerminal)
        {
            throw CommandException.Usage("There is nothing to read.", "Name a file or folder, or pipe text in.");
        }

        if (request.Paths.Count == 0 || request.Paths is [StandardInput])
        {
            return [new(StandardInput, StandardInput, 0)];
        }

        return request.Paths.Contains(StandardInput)
            ? throw CommandException.Usage("'-' stands alone: standard input does not mix with files.", "Run the command twice.")
            : [.. Find(terminal, request.Paths).Where(file => !IsExcluded(file, request.Exclude))];
    }

    /// <summary>
    /// Files in the order given, a folder's in ordinal order of their paths. Links inside a folder are not followed, so
    /// that nothing outside it is read. Throws <see cref="CommandException"/> for a path that is not there.
    /// </summary>
    public static IReadOnlyList<InputFile> Find(Terminal terminal, IReadOnlyList<string> paths)
    {
        var files = new List<InputFile>();
        foreach (var path in paths)
        {
            var full = terminal.Resolve(path);
            if (Directory.Exists(full))
            {
                files.AddRange(InFolder(full));
            }
            else if (File.Exists(full))
            {
                files.Add(new(full, Path.GetFileName(full), new FileInfo(full).Length));
            }
            else
            {
                throw new CommandException($"{path}: there is no such file or folder.", "Check the path; '-' reads standard input.");
            }
        }

        return files;
    }

    /// <summary>A pattern without a slash means that name in every folder, and all below a folder of that name.</summary>
    private static bool IsExcluded(InputFile file, IReadOnlyList<string> patterns)
    {
        if (patterns.Count == 0)
        {
            return false;
        }

        var matcher = new Matcher();
        foreach (var pattern in patterns)
        {
            var isPath = pattern.Contains('/', StringComparison.Ordinal);
            matcher.AddInclude(isPath ? pattern.TrimStart('/') : $"**/{pattern}");
            matcher.AddInclude(isPath ? $"{pattern.Trim('/')}/**" : $"**/{pattern}/**");
        }

        return matcher.Match(file.Relative).HasMatches;
    }

    private static IEnumerable<InputFile> InFolder(string folder)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.ReparsePoint
        };
        var files = new FileSystemEnumerable<InputFile>(
            folder,
            (ref entry) => Describe(folder, entry.ToFullPath(), entry.Length),
            options)
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !IsKeptOut(ref entry),
        };
        return files.OrderBy(static file => file.Relative, StringComparer.Ordinal);
    }

    private static InputFile Describe(string folder, string path, long length) => new(path, Path.GetRelativePath(folder, path), length);

    /// <summary>A repository's own files and a guard's own stores are no texts; rewriting them would break them.</summary>
    private static bool IsKeptOut(ref FileSystemEntry entry) =>
        entry.FileName is ".git" or ".hg" or ".svn" || File.Exists(Path.Combine(entry.ToFullPath(), StoresFile));
}
