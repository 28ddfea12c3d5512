using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>The destination of each input's result; decided, and refused, before anything is read.</summary>
internal sealed class OutputPlan
{
    private static readonly string[] SystemFolders = ["/dev/", "/proc/", "/sys/"];

    private readonly Dictionary<InputFile, string> _targets = [];

    /// <summary>Whether results go to standard output.</summary>
    public bool ToStandardOutput { get; private init; }

    public bool InPlace { get; private init; }

    public bool Replace { get; private init; }

    /// <summary>The file that gets the input's result; null is standard output.</summary>
    public string? TargetOf(InputFile file) => _targets.GetValueOrDefault(file);

    public static OutputPlan Decide(Terminal terminal, IReadOnlyList<InputFile> files, TextRequest request)
    {
        if (request.InPlace)
        {
            return request.Output is null
                ? OnThemselves(files)
                : throw CommandException.Usage("--in-place and -o exclude each other.", "Give one of the two.");
        }

        if (request.Output is null)
        {
            return files.Count <= 1 && !request.HasFolder
                ? new() { ToStandardOutput = true }
                : throw CommandException.Usage(
                    "Several files do not go to standard output.", "Name a folder with -o DIR, or use --in-place.");
        }

        var output = terminal.Resolve(request.Output);
        var intoFolder = request.HasFolder || files.Count > 1 || Directory.Exists(output) || Path.EndsInDirectorySeparator(request.Output);
        var plan = new OutputPlan { Replace = request.Force };
        foreach (var file in files)
        {
            plan.Add(file, intoFolder ? Path.Combine(output, file.Relative) : output, request);
        }

        return plan;
    }

    private void Add(InputFile file, string target, TextRequest request)
    {
        if (file.Path == InputFiles.StandardInput && Path.GetFileName(target) == InputFiles.StandardInput)
        {
            throw CommandException.Usage("Standard input has no name to put into a folder.", "Name a file with -o FILE.");
        }

        if (_targets.ContainsValue(target))
        {
            throw CommandException.Usage($"{target}: two inputs would be written there.", "Give them different output folders.");
        }

        if (target == file.Path)
        {
            throw CommandException.Usage($"{target}: output and input are the same file.", "Use --in-place to replace it.");
        }

        if (IsSpecial(target))
        {
            throw CommandException.Usage(
                $"{target}: this is no regular file, and an output is put in place by a rename.",
                "Leave -o out to write to standard output.");
        }

        if (Directory.Exists(target))
        {
            throw CommandException.Usage($"{target}: the output's path is a folder.", "Name another output.");
        }

        if (File.Exists(target) && !request.Force)
        {
            throw CommandException.Usage($"{target}: it exists already.", "Name another output, or add --force to replace it.");
        }

        _targets.Add(file, target);
    }

    /// <summary>
    /// Links, pipes, devices, and what a Unix system shows as files: a rename would put a file in their place (and take a device away).
    /// </summary>
    private static bool IsSpecial(string path) =>
        new FileInfo(path).LinkTarget is not null
        || RegularFile.IsSpecial(path)
        || (!OperatingSystem.IsWindows() && SystemFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)));

    private static OutputPlan OnThemselves(IReadOnlyList<InputFile> files)
    {
        var plan = new OutputPlan { InPlace = true, Replace = true };
        foreach (var file in files)
        {
            if (file.Path == InputFiles.StandardInput)
            {
                throw CommandException.Usage("--in-place has no file to replace: the input is standard input.", "Name files or folders.");
            }

            // A rename would replace the link and leave the file behind it as it was.
            if (IsSpecial(file.Path))
            {
                throw CommandException.Usage(
                    $"{file.Path}: --in-place works on regular files only, not through links.", "Name the file that a link leads to.");
            }

            plan._targets.Add(file, file.Path);
        }

        return plan;
    }
}
