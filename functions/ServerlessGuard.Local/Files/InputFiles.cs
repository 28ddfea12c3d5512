using ServerlessGuard.Local.Cli;

namespace ServerlessGuard.Local.Files;

/// <summary>Finds the files that paths on the command line mean.</summary>
internal static class InputFiles
{
    public const string StandardInput = "-";

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

    private static IEnumerable<InputFile> InFolder(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.ReparsePoint };
        return new DirectoryInfo(folder).EnumerateFiles("*", options)
            .Select(file => new InputFile(file.FullName, Path.GetRelativePath(folder, file.FullName), file.Length))
            .OrderBy(static file => file.Relative, StringComparer.Ordinal);
    }
}
