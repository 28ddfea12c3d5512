using Spectre.Console;

namespace ServerlessGuard.Local.Demo;

/// <summary>The scenarios as a table: the attempt, the request to the model, the response to the client, and the result.</summary>
internal static class DemoTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ScenarioReport> reports)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = true };
        table.AddColumn(new TableColumn("#") { NoWrap = true });
        table.AddColumn("Attempt");
        table.AddColumn("Request to the model");
        table.AddColumn("Response to the client");
        table.AddColumn(new TableColumn("Passed") { NoWrap = true });
        for (var i = 0; i < reports.Count; i++)
        {
            var (title, outcome) = (reports[i].Title, reports[i].Outcome);
            table.AddRow(
                new Text($"{i + 1}"),
                new Rows(new Text(title, new Style(decoration: Decoration.Bold)), new Text(outcome.Tried)),
                new Text(outcome.ModelSaw),
                new Text(outcome.ClientGot),
                outcome.Passed
                    ? new Text("yes", new Style(Color.Green))
                    : new Text("NO", new Style(Color.Red, decoration: Decoration.Bold)));
        }

        console.Write(table);
        foreach (var report in reports.Where(static report => !report.Outcome.Passed))
        {
            foreach (var check in report.Outcome.Checks.Where(static check => !check.Passed))
            {
                console.Write(new Text($"NOT HELD  {report.Title}: {check.Description}\n", new Style(Color.Red)));
            }
        }
    }
}
