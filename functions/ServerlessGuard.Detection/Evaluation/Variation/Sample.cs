namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>A text with one value that must be found whole: every unit of it covered by findings of its category.</summary>
/// <param name="Family">The kind of variation.</param>
/// <param name="Kind">The kind of the value.</param>
/// <param name="Value">The value's span; the whole encoded run, if it was encoded.</param>
public sealed record Sample(string Family, string Kind, FindingCategory Category, string Text, TextSpan Value)
{
    public bool IsFound(IEnumerable<Detected> found, double threshold)
    {
        if (Category == FindingCategory.Injection)
        {
            return found.Any(d => d.Category == FindingCategory.Injection && d.Confidence >= threshold);
        }

        var at = Value.Start;
        foreach (var span in found.Where(d => d.Confidence >= threshold && d.Category is FindingCategory.Personal or FindingCategory.Secret)
            .Select(static d => d.Span).OrderBy(static span => span.Start))
        {
            if (span.Start > at)
            {
                break;
            }

            at = Math.Max(at, span.End);
        }

        return at >= Value.End;
    }
}
