namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>The result for one file. Holds no text.</summary>
internal sealed record InspectedFile
{
    public required string Path { get; init; }

    public string Format { get; init; } = "";

    public long BytesRead { get; init; }

    /// <summary>Kind -> findings that no baseline has.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>Their places; of a file with very many, the first ones.</summary>
    public IReadOnlyList<LocatedFinding> Findings { get; init; } = [];

    public long InvalidLines { get; init; }

    /// <summary>Why it could not be inspected, or null.</summary>
    public string? Failed { get; init; }

    public long Total => Counts.Values.Sum();

    public static InspectedFile Of(string path, TextFormat format, FileFindings found, FindingBaseline? known)
    {
        var places = known?.New(found.Places) ?? found.Places;
        var counts = found.Counts.ToDictionary(static count => count.Key, static count => count.Value, StringComparer.Ordinal);
        foreach (var finding in found.Places.Except(places, ReferenceEqualityComparer.Instance).Cast<LocatedFinding>())
        {
            counts[finding.Kind]--;
        }

        return new()
        {
            Path = path,
            Format = TextFormats.NameOf(format),
            BytesRead = found.Bytes,
            Counts = counts.Where(static count => count.Value > 0).ToDictionary(StringComparer.Ordinal),
            Findings = places,
            InvalidLines = found.InvalidLines,
        };
    }
}
