using System.Globalization;
using ServerlessGuard.Detection.Evaluation;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>The results of an evaluation, for people and for machines. Excerpts of texts only where misses were requested.</summary>
internal static class EvaluationTables
{
    public static void Write(Terminal terminal, EvaluationReport report)
    {
        WriteBars(terminal, report);
        foreach (var suite in report.Suites)
        {
            WriteSuite(terminal, report, suite);
        }
    }

    public static object Json(EvaluationReport report) => new
    {
        report.Threshold,
        report.SensitiveThreshold,
        held = report.Bars.All(static bar => bar.Holds == true),
        bars = report.Bars.Select(static bar => new { bar.Measure, bar.Value, bar.Limit, bar.AtMost, bar.Unit, bar.Note, bar.Holds }),
        suites = report.Suites.Select(static suite => new
        {
            suite.Name,
            suite.Rows,
            suite.Bytes,
            suite.ProcessorSeconds,
            types = suite.Default.Select(static score => Scores(score)),
            sensitive = suite.Sensitive.Select(static score => Scores(score)),
            figures = suite.Figures.Select(static figure => new { figure.Name, figure.Value, share = Share(figure.Share) }),
            operatingPoints = suite.OperatingPoints.Select(static point => new
            {
                point.FalseAlarmRate,
                point.Threshold,
                falseAlarms = Share(point.FalseAlarms),
                recall = Share(point.Recall),
                point.Macro,
                bySource = point.BySource.ToDictionary(static pair => pair.Key, static pair => Share(pair.Value)),
            }),
            suite.Misses,
        }),
    };

    private static void WriteBars(Terminal terminal, EvaluationReport report)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("Bars") };
        table.AddColumns("Measure", "Bar", "Measured", "", "How");
        foreach (var bar in report.Bars)
        {
            table.AddRow(
                new Text(bar.Measure),
                new Text($"{(bar.AtMost ? "at most" : "at least")} {InUnit(bar.Limit, bar.Unit)}"),
                new Text(bar.Value is { } value ? InUnit(value, bar.Unit) : "not measured"),
                new Text(bar.Holds switch { true => "holds", false => "MISSED", null => "" }),
                new Text(bar.Note));
        }

        terminal.OutConsole.Write(table);
    }

    private static void WriteSuite(Terminal terminal, EvaluationReport report, SuiteReport suite)
    {
        var console = terminal.OutConsole;
        console.WriteLine();
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{suite.Name}: {suite.Rows} texts, {suite.Bytes / 1e6:0.00} MB in {suite.ProcessorSeconds:0.00} processor seconds ({suite.Bytes / 1e6 / Math.Max(suite.ProcessorSeconds, 1e-6):0.0} MB/s), threshold {report.Threshold:0.##}, sensitive {report.SensitiveThreshold:0.##}"));
        if (suite.Default.Count > 0)
        {
            console.Write(Types(suite));
        }

        foreach (var figure in suite.Figures)
        {
            console.WriteLine($"  {figure.Name}: {(figure.Share is { } share ? Percent(share) : Number(figure.Value))}");
        }

        foreach (var point in suite.OperatingPoints)
        {
            console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  at {point.FalseAlarmRate:0.0%} false alarms allowed ({Percent(point.FalseAlarms)} raised, threshold {point.Threshold:0.000}): recall {Percent(point.Recall)}, macro {point.Macro:0.000}"));
            foreach (var (source, recall) in point.BySource.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                console.WriteLine($"      {source}: {Percent(recall)}");
            }
        }

        foreach (var miss in suite.Misses)
        {
            console.WriteLine($"{miss.Sign} {miss.Id} {miss.Type}: {Printable(miss.Excerpt)}");
        }
    }

    private static Table Types(SuiteReport suite)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("Type").NoWrap());
        foreach (var column in new[] { "Right", "Spurious", "Missed", "P", "R", "F1", "F2", "Exact", "Low" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        var sensitive = suite.Sensitive.ToDictionary(static score => score.Type, static score => score.Overlapping, StringComparer.Ordinal);
        foreach (var score in suite.Default)
        {
            Row(score, sensitive.TryGetValue(score.Type, out var tally) ? tally : default);
        }

        Row(Sum("all", suite.Default), Sum("all", suite.Sensitive).Overlapping);
        return table;

        void Row(TypeScore score, MatchCounts lower)
        {
            var tally = score.Overlapping;
            table.AddRow(
                [
                    new Text(score.Type), Count(tally.Right), Count(tally.Spurious), Count(tally.Missed),
                    new Text(Number(tally.Precision)), new Text(Number(tally.Recall)), new Text(Number(tally.F1)),
                    new Text(Number(tally.F2)), new Text(Number(score.Exact.F1)), new Text(Number(lower.F1))
                ]);
        }
    }

    private static TypeScore Sum(string name, IReadOnlyList<TypeScore> scores) => scores.Aggregate(
        new TypeScore(name, default, default),
        static (sum, score) => new TypeScore(sum.Type, sum.Overlapping + score.Overlapping, sum.Exact + score.Exact));

    private static object Scores(TypeScore score) =>
        new { score.Type, overlapping = Scores(score.Overlapping), exact = Scores(score.Exact) };

    private static object Scores(MatchCounts tally) =>
        new { tally.Right, tally.Spurious, tally.Missed, tally.Precision, tally.Recall, tally.F1, tally.F2 };

    private static object? Share(Proportion? share) =>
        share is { } value ? new { value.Part, value.Whole, value.Value, value.Low, value.High } : null;

    private static Text Count(int count) => new(count.ToString(CultureInfo.InvariantCulture));

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(Proportion share) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * share.Value:0.0}% ({share.Part} of {share.Whole}, 95%: {100 * share.Low:0.0} to {100 * share.High:0.0})");

    private static string InUnit(double value, string unit) => unit == "%"
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0#}%")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.0##}{(unit.Length > 0 ? " " + unit : "")}");

    // A labelled text may hold what a terminal obeys.
    private static string Printable(string text) => string.Concat(text.Select(static unit =>
        unit is '\n' or '\r' ? '⏎' : char.GetUnicodeCategory(unit) is UnicodeCategory.Control or UnicodeCategory.Format ? '?' : unit));
}
