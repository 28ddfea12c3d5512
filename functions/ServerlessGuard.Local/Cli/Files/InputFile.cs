namespace ServerlessGuard.Local.Cli.Files;

/// <summary>A file to read. <paramref name="Relative"/> is its path below the folder that was named, or its name.</summary>
internal sealed record InputFile(string Path, string Relative, long Length);
