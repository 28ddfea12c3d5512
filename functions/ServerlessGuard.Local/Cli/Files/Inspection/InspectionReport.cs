using System.Globalization;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>How a report of an inspection is written.</summary>
internal enum InspectionForm
{
    Table,
    Json,
    Sarif,
}

/// <summary>Says what was found and where: lines and a table for people, one document for machines. Never text of the files.</summary>
internal static class InspectionReport
{
    public static void Write(Terminal terminal, IReadOnlyList<InspectedFile> files, TimeSpan took, InspectionForm form)
    {
        foreach (var file in files.Where(static file => file.Failed is not null))
        {
            terminal.Error.WriteLine($"guard: {TextReport.Printable(file.Path)}: {TextReport.Printable(file.Failed!)}");
        }

        var findings = files.SelectMany(static file => file.Findings).ToList();
        switch (form)
        {
            case InspectionForm.Json:
                JsonOutput.Write(terminal.Out, new
                {
                    findings,
                    files = files.Select(static file => new
                    {
                        file.Path,
                        file.Format,
                        file.BytesRead,
                        file.Counts,
                        file.InvalidLines,
                        file.Failed,
                    }),
                    counts = Totals(files),
                    bytesRead = files.Sum(static file => file.BytesRead),
                });
                break;
            case InspectionForm.Sarif:
                terminal.Out.WriteLine(SarifReport.Create(
                    findings, [.. files.Where(static file => file.Failed is not null).Select(static file => (file.Path, file.Failed!))])
                    .ToJsonString(JsonOutput.Options));
                break;
            default:
                WriteTable(terminal, files, findings, took);
                break;
        }
    }

    private static void WriteTable(
        Terminal terminal, IReadOnlyList<InspectedFile> files, IReadOnlyList<LocatedFinding> findings, TimeSpan took)
    {
        foreach (var finding in findings)
        {
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{TextReport.Printable(finding.Path)}:{finding.Line}:{finding.Column}: {finding.Kind} ({finding.Rule}, {finding.Score:0.00})"));
        }

        var totals = Totals(files);
        if (totals.Count > 0)
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumn("Kind");
            table.AddColumn(new TableColumn("Found").RightAligned());
            foreach (var (kind, count) in totals)
            {
                table.AddRow(new Text(kind), new Text($"{count:N0}"));
            }

            terminal.OutConsole.Write(table);
        }

        var done = files.Count(static file => file.Failed is null);
        var bytes = files.Sum(static file => file.BytesRead);
        var seconds = Math.Max(took.TotalSeconds, 0.001);
        terminal.Out.WriteLine(
            $"{totals.Values.Sum():N0} found in {done:N0} {(done == 1 ? "text" : "texts")}, {bytes / 1e6:N1} MB, {seconds:N1} s ({bytes / 1e6 / seconds:N0} MB/s)");
        foreach (var file in files)
        {
            var name = TextReport.Printable(file.Path);
            if (file.InvalidLines > 0)
            {
                terminal.Out.WriteLine($"{name}: {file.InvalidLines:N0} lines are not JSON and were read as plain text");
            }

            if (file.Total > file.Findings.Count)
            {
                terminal.Out.WriteLine($"{name}: {file.Total:N0} findings, of which the first {file.Findings.Count:N0} are listed");
            }
        }
    }

    private static SortedDictionary<string, long> Totals(IReadOnlyList<InspectedFile> files)
    {
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (kind, count) in files.SelectMany(static file => file.Counts))
        {
            totals[kind] = totals.GetValueOrDefault(kind) + count;
        }

        return totals;
    }
}
