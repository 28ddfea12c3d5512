using System.Text.Json;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>
/// Findings that are known and accepted: an earlier report of <c>guard inspect --json</c>. A finding is known by its file and rule.
/// Lines above it may have moved it, so of a file and rule as many are known as there were; those on the same line come first.
/// </summary>
internal sealed class FindingBaseline
{
    private readonly Dictionary<(string Path, string Rule), List<int>> _known = [];

    /// <summary>Throws a usage error for a file that is missing or is no such report.</summary>
    public static FindingBaseline Read(Terminal terminal, string file)
    {
        var baseline = new FindingBaseline();
        try
        {
            using var stream = RegularFile.OpenRead(terminal.Resolve(file));
            using var report = JsonDocument.Parse(stream);
            foreach (var finding in report.RootElement.GetProperty("findings").EnumerateArray())
            {
                var key = (finding.GetProperty("path").GetString()!, finding.GetProperty("rule").GetString()!);
                if (!baseline._known.TryGetValue(key, out var lines))
                {
                    baseline._known.Add(key, lines = []);
                }

                lines.Add(finding.GetProperty("line").GetInt32());
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            throw new CommandException(
                $"--baseline {file}: this is no report of 'guard inspect --json'.", "Make one with: guard inspect PATH --json > FILE",
                ExitCode.Usage, exception);
        }

        return baseline;
    }

    /// <summary>The findings that are not known, in their order.</summary>
    public IReadOnlyList<LocatedFinding> New(IReadOnlyList<LocatedFinding> findings)
    {
        var left = new HashSet<LocatedFinding>(findings, ReferenceEqualityComparer.Instance);
        foreach (var group in findings.GroupBy(static finding => (finding.Path, finding.Rule)))
        {
            var lines = new List<int>(_known.GetValueOrDefault(group.Key) ?? []);
            left.ExceptWith([.. group.Where(finding => lines.Remove(finding.Line))]);
            left.ExceptWith([.. group.Where(left.Contains).Take(lines.Count)]);
        }

        return [.. findings.Where(left.Contains)];
    }
}
