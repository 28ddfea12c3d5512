using System.Globalization;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>Tells what was done: a table for people, one JSON document for machines. Never text of the files.</summary>
internal static class TextReport
{
    /// <summary>Writes the report and gives the exit code.</summary>
    /// <param name="beside">Whether standard output holds the texts, so that the report goes to standard error.</param>
    public static int Write(Terminal terminal, IReadOnlyList<FileReport> reports, TimeSpan took, string verb, bool json, bool beside)
    {
        foreach (var report in reports.Where(static report => report.Failed is not null))
        {
            terminal.Error.WriteLine($"guard: {Printable(report.Path)}: {Printable(report.Failed!)}");
        }

        if (json)
        {
            WriteJson(beside ? terminal.Error : terminal.Out, reports);
        }
        else
        {
            WriteTable(beside ? terminal.ErrorConsole : terminal.OutConsole, reports, took, verb);
        }

        return reports.Any(static report => report.Failed is not null) ? ExitCode.Failed : ExitCode.Success;
    }

    /// <summary>A file's name may hold what a terminal obeys.</summary>
    internal static string Printable(string path) =>
        string.Concat(
            path.Select(static unit => char.GetUnicodeCategory(unit) is UnicodeCategory.Control or UnicodeCategory.Format ? '?' : unit));

    private static void WriteJson(TextWriter writer, IReadOnlyList<FileReport> reports) =>
        JsonOutput.Write(
            writer, new { files = reports, counts = Totals(reports), bytesRead = reports.Sum(static report => report.BytesRead) });

    private static void WriteTable(IAnsiConsole console, IReadOnlyList<FileReport> reports, TimeSpan took, string verb)
    {
        var totals = Totals(reports);
        if (totals.Count > 0)
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumn("Kind");
            table.AddColumn(new TableColumn(verb).RightAligned());
            foreach (var (kind, count) in totals)
            {
                table.AddRow(new Text(kind), new Text($"{count:N0}"));
            }

            console.Write(table);
        }

        var done = reports.Count(static report => report.Failed is null && report.Skipped is null);
        var bytes = reports.Sum(static report => report.BytesRead);
        var seconds = Math.Max(took.TotalSeconds, 0.001);
        console.WriteLine(
            $"{totals.Values.Sum():N0} {verb.ToLowerInvariant()} in {done:N0} {(done == 1 ? "text" : "texts")}, {bytes / 1e6:N1} MB, {seconds:N1} s ({bytes / 1e6 / seconds:N0} MB/s)");
        foreach (var report in reports.Where(static report => report.InvalidLines > 0))
        {
            console.WriteLine($"{Printable(report.Path)}: {report.InvalidLines:N0} lines are not JSON and were read as plain text");
        }

        foreach (var report in reports.Where(static report => report.Skipped is not null))
        {
            console.WriteLine($"{Printable(report.Path)}: left out, {report.Skipped}");
        }
    }

    private static SortedDictionary<string, long> Totals(IReadOnlyList<FileReport> reports)
    {
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (kind, count) in reports.SelectMany(static report => report.Counts))
        {
            totals[kind] = totals.GetValueOrDefault(kind) + count;
        }

        return totals;
    }
}
