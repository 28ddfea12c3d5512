namespace ServerlessGuard.Detection.Evaluation;

/// <summary>A finding as the evaluation sees it: where, what, and how sure.</summary>
public readonly record struct Detected(TextSpan Span, string Kind, FindingCategory Category, double Confidence)
{
    public static Detected Of(Finding finding) => new(new TextSpan(finding.Start, finding.End), finding.Rule.Kind, finding.Rule.Category, finding.Confidence);
}

/// <summary>Everything found in a text at any confidence above 0, overlapping findings included.</summary>
public delegate IReadOnlyList<Detected> Detector(string text);
