namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>A place in which a value stands. The letters of a value are not changed in it.</summary>
/// <param name="Before">The text before the value; may name its label as {label}.</param>
internal readonly record struct Wrapping(string Before, string After)
{
    public Sample Around(string family, SampleValue value, string shown) => Around(family, value.Kind, value.Category, value.Label, shown);

    public Sample Around(string family, string kind, FindingCategory category, string label, string shown)
    {
        var before = Before.Replace("{label}", label, StringComparison.Ordinal);
        return new Sample(family, kind, category, before + shown + After, new TextSpan(before.Length, before.Length + shown.Length));
    }

    /// <summary>From a template with {v} where the value stands.</summary>
    public static Wrapping Of(string template)
    {
        var at = template.IndexOf("{v}", StringComparison.Ordinal);
        return new Wrapping(template[..at], template[(at + 3)..]);
    }

    public static IReadOnlyList<Wrapping> All(params string[] templates) => [.. templates.Select(Of)];
}
