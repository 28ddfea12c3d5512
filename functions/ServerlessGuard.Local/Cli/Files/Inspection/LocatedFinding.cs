namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>The place of a finding, and the rule that found it. Never the text.</summary>
internal sealed record LocatedFinding
{
    /// <summary>Relative to the current folder where the file is below it, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>From 1, in UTF-16 units.</summary>
    public required int Column { get; init; }

    /// <summary>The line and column after the last unit.</summary>
    public required int EndLine { get; init; }

    public required int EndColumn { get; init; }

    public required string Rule { get; init; }

    public required string Kind { get; init; }

    /// <summary>personal, secret, injection or markup.</summary>
    public required string Category { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Score { get; init; }
}
