using System.Globalization;
using ServerlessGuard.Core.Review;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>Cases as a table for people.</summary>
internal static class CaseTable
{
    public static void Write(Terminal terminal, CasePage page, DateTimeOffset now)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Case", "Kind", "State", "Subject", "Application", "Risk", "Age", "Due", "Reasons");
        foreach (var value in page.Cases.Select(static one => one.Case))
        {
            table.AddRow(
                new Text(value.Id),
                new Text(CaseLine.Word(value.Kind) + (value.IsSample ? " (sample)" : "")),
                new Text(CaseLine.Word(value.State) + (value.Reviewer is { } reviewer ? $" by {reviewer}" : "")),
                new Text(value.Subject),
                new Text(value.Application ?? "-"),
                new Text(value.Risk.ToString("0.00", CultureInfo.InvariantCulture)),
                new Text(Span(now - value.Opened)),
                new Text(value.IsUndecided ? Span(value.Due - now) : "-"),
                new Text(string.Join(", ", value.Reasons)));
        }

        terminal.OutConsole.Write(table);
        if (page.Next is { } next)
        {
            terminal.Out.WriteLine($"More: --after {next}");
        }
    }

    /// <summary>Text without what a terminal would act on.</summary>
    public static string Plain(string text) =>
        string.Concat(text.Select(
            static c => c is '\n' || !(char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format) ? c : '\uFFFD'));

    private static string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? $"{span.TotalDays:0} d" : span.TotalHours >= 2 ? $"{span.TotalHours:0} h" : $"{span.TotalMinutes:0} min";
}
