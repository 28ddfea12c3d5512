using System.Globalization;
using System.Text;
using ServerlessGuard.Attack.Tests.Gateway;
using ServerlessGuard.Attack.Tests.Texts;

namespace ServerlessGuard.Attack.Tests;

/// <summary>docs/attack.md states what is attempted; a file that says something else fails.</summary>
public sealed class AttackTableTests
{
    private const string Begin = "<!-- attempts -->\n";
    private const string End = "<!-- end -->\n";

    [Fact]
    public async Task TheTable_IsWhatIsAttempted()
    {
        var cancel = TestContext.Current.CancellationToken;
        var file = Path.Combine(AppContext.BaseDirectory, "docs", "attack.md");
        var document = await File.ReadAllTextAsync(file, cancel);
        var start = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var expected = document[..start] + Table() + document[document.IndexOf(End, StringComparison.Ordinal)..];
        var actual = Path.Combine(AppContext.BaseDirectory, "attack.actual.md");
        await File.WriteAllTextAsync(actual, expected, cancel);
        document.ShouldBe(expected, $"docs/attack.md differs; what it should hold is in {actual}");
    }

    private static string Table()
    {
        var table = new StringBuilder("| kind | protocol | direction | mode | attempts |\n|---|---|---|---|---|\n");
        var cells = FieldAttacks.Cells.Select(static cell => (cell.Kind, cell.Protocol, cell.Direction, cell.Mode, cell.Attempts.Count))
            .Concat(TextAttacks.Kinds.SelectMany(static kind => kind.Paths.Select(
                path => (kind.Kind, path.Protocol, path.Direction, path.Mode, TextAttacks.Ordinary))));
        foreach (var (kind, protocol, direction, mode, count) in cells.OrderBy(static cell => cell.ToString(), StringComparer.Ordinal))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {kind} | {protocol} | {direction} | {mode} | {count} |\n");
        }

        return table.ToString();
    }
}
