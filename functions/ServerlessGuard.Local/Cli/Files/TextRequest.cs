namespace ServerlessGuard.Local.Cli.Files;

/// <summary>The request of a command on texts.</summary>
internal sealed record TextRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    public string? Output { get; init; }

    public bool InPlace { get; init; }

    public bool Force { get; init; }

    public string Format { get; init; } = "auto";

    public bool Json { get; init; }

    /// <summary>Files that are left out: globs on the path below the folder that was named.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether any of <see cref="Paths"/> is a folder.</summary>
    public bool HasFolder { get; init; }
}
