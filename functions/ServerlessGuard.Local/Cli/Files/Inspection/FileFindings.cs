using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>The findings in one file: the places of at most <see cref="MaxPlaces"/> findings, and the count of all.</summary>
internal sealed class FileFindings(string path)
{
    public const int MaxPlaces = 10_000;

    private readonly List<LocatedFinding> _places = [];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyList<LocatedFinding> Places => _places;

    /// <summary>Kind -> findings.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>How many lines, or the whole file, were not the JSON that they should be; they were read as text.</summary>
    public long InvalidLines { get; set; }

    /// <summary>Read, in UTF-8.</summary>
    public long Bytes { get; set; }

    public void Count(IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (kind, count) in counts)
        {
            _counts[kind] = _counts.GetValueOrDefault(kind) + count;
        }
    }

    public void Add(AppliedFinding found, (int Line, int Column) start, (int Line, int Column) end)
    {
        if (_places.Count < MaxPlaces)
        {
            _places.Add(new()
            {
                Path = path,
                Line = start.Line,
                Column = start.Column,
                EndLine = end.Line,
                EndColumn = end.Column,
                Rule = found.Rule.Id,
                Kind = found.Kind,
                Category = WireName.Of(found.Category),
                Score = Math.Round(found.Confidence, 3),
            });
        }
    }
}
