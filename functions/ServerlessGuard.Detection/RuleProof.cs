namespace ServerlessGuard.Detection;

/// <summary>Checks a rule against its own proofs: for this catalogue's tests, and for rules of other catalogues.</summary>
public static class RuleProof
{
    /// <summary>
    /// Scans the rule's positives and negatives with <paramref name="scanner"/>, which must hold the rule, at
    /// <see cref="Scanner.DefaultThreshold"/>. In each positive the rule must find exactly the marked part, and no other
    /// rule of its category may be more confident of an overlapping span. In each negative the rule must find nothing.
    /// </summary>
    /// <returns>One sentence for each proof that fails, with the proof's text; empty when all hold.</returns>
    public static IReadOnlyList<string> Failures(Rule rule, Scanner scanner)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(scanner);
        var failures = new List<string>();
        if (rule.Positives.Count == 0 || rule.Negatives.Count == 0)
        {
            failures.Add($"{rule.Id} needs a positive and a negative.");
        }

        foreach (var positive in rule.Positives)
        {
            if (Judge(rule, scanner, positive) is { } failure)
            {
                failures.Add($"{rule.Id} {failure}: {positive}");
            }
        }

        foreach (var negative in rule.Negatives)
        {
            if (scanner.Scan(negative).Any(finding => finding.Rule == rule))
            {
                failures.Add($"{rule.Id} finds something in its negative: {negative}");
            }
        }

        return failures;
    }

    /// <summary>A positive's text without its marks, and where the marked part lies; null when it has no marks.</summary>
    public static (string Text, int Start, int End)? Unmark(string positive)
    {
        ArgumentNullException.ThrowIfNull(positive);
        var start = positive.IndexOf('«', StringComparison.Ordinal);
        var end = positive.IndexOf('»', StringComparison.Ordinal) - 1;
        return start < 0 || end <= start
            ? null
            : (positive.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), start, end);
    }

    private static string? Judge(Rule rule, Scanner scanner, string positive)
    {
        if (Unmark(positive) is not (var text, var start, var end))
        {
            return "has a positive without «» marks";
        }

        var findings = scanner.Scan(text).Where(finding => finding.Rule.Category == rule.Category).ToArray();
        var own = findings.Where(finding => finding.Rule == rule && finding.Start == start && finding.End == end).ToArray();
        if (own.Length == 0)
        {
            return "does not find the marked part of its positive";
        }

        return findings.FirstOrDefault(
            finding => finding.Start < end && finding.End > start && finding.Confidence > own[0].Confidence) is { Rule: not null } other
            ? $"is outranked by {other.Rule.Id} in its positive"
            : null;
    }
}
