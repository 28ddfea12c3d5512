using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Telemetry;

namespace ServerlessGuard.Infra.Tests.Queries;

/// <summary>
/// A small reader of the query language: splits a query into words and names those that no schema, no earlier step and no keyword explains.
/// </summary>
internal static partial class Kql
{
    private static readonly HashSet<string> Words =
    [
        "where", "summarize", "by", "and", "or", "in", "extend", "project", "order", "asc", "desc", "join", "kind", "leftanti", "on",
        "contains", "datatable",
        "string", "true", "false",
    ];

    private static readonly HashSet<string> Functions = [
        "count", "countif", "sum", "min", "max", "arg_max", "now", "ago", "bin", "percentile", "tostring", "parse_json"
    ];

    // A field inside a dynamic value: the schema ends at the column.
    private static readonly HashSet<string> Fields = ["objectId"];

    public static IReadOnlyList<string> UnknownNames(string query)
    {
        var tables = LogTables.Ours.Concat(LogTables.Azures).ToDictionary(t => t.Name);
        var plain = Literals().Replace(query, " ");
        var words = Identifiers().Matches(plain).Select(m => (
            Word: m.Value, Called: m.Index + m.Length < plain.Length && plain[m.Index + m.Length] == '(',
            Dotted: m.Index > 0 && plain[m.Index - 1] == '.', Digit: m.Index > 0 && char.IsDigit(plain[m.Index - 1]))).ToList();
        var columns = words.Where(w => tables.ContainsKey(w.Word)).SelectMany(w => tables[w.Word].Columns).Select(c => c.Name).ToHashSet();
        columns.UnionWith(Assigned().Matches(plain).Select(m => m.Groups[1].Value));
        columns.UnionWith(Declared().Matches(plain).Select(m => m.Groups[1].Value));
        return [.. words.Where(w => !w.Digit && !Words.Contains(w.Word) && !tables.ContainsKey(w.Word) && !columns.Contains(w.Word)
            && !(w.Called && Functions.Contains(w.Word)) && !(w.Dotted && Fields.Contains(w.Word))).Select(w => w.Word).Distinct()];
    }

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Literals();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.NonBacktracking)]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"([A-Za-z_][A-Za-z0-9_]*)\s*=[^=~]", RegexOptions.NonBacktracking)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"([A-Za-z_][A-Za-z0-9_]*)\s*:", RegexOptions.NonBacktracking)]
    private static partial Regex Declared();
}
