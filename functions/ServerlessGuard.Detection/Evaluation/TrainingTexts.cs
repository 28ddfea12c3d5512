using ServerlessGuard.Detection.Injection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Detection.Evaluation;

/// <summary>The training data of the shipped models: labelled rows of a folder, and the project's own texts.</summary>
public static class TrainingTexts
{
    private const int EveryHarmless = 3;

    /// <summary>The rows of <c>names.*.jsonl</c>, by their set.</summary>
    /// <exception cref="EvaluationDataException">There are none, or one is not in its form.</exception>
    public static IReadOnlyList<NamedText> Names(string folder) =>
    [
        .. Rows(folder, "names").Select(
            static row => new NamedText(row.Word("set"), row.Text, [.. row.Spans().Select(static span => (span.Span, KindOf(span.Type)))])),
    ];

    /// <summary>
    /// The rows of <c>injection.*.jsonl</c>, by their source; every third text of the names, which are harmless; the project's own.
    /// </summary>
    /// <exception cref="EvaluationDataException">There are none, or one is not in its form.</exception>
    public static IReadOnlyList<JudgedText> Injection(string folder) =>
    [
        .. Rows(folder, "injection").Select(static row => new JudgedText(row.Word("source"), row.Text, row.Word("label") == "injection")),
        .. Rows(folder, "names").Where(static (_, i) => i % EveryHarmless == 0)
            .Select(static row => new JudgedText("names", row.Text, IsInjection: false)),
        .. BuiltInTrainingTexts.Make(),
    ];

    private static List<LabelledRow> Rows(string folder, string prefix)
    {
        var rows = Directory.EnumerateFiles(folder, prefix + ".*.jsonl")
            .Order(StringComparer.Ordinal)
            .SelectMany(LabelledRow.ReadFile)
            .ToList();
        return rows.Count > 0 ? rows : throw new EvaluationDataException($"{folder} holds no file named {prefix}.*.jsonl with rows.");
    }

    private static string KindOf(string type) => type switch { "PERSON" => "person", "ORGANIZATION" => "organisation", _ => "location" };
}
