using System.Text.Json.Nodes;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Detection;
using ServerlessGuard.Local.Telemetry;

namespace ServerlessGuard.Local.Cli.Files.Inspection;

/// <summary>Findings as SARIF 2.1.0 (OASIS), as code hosts and editors read them. Never text of the files.</summary>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <param name="findings">In the order of the report.</param>
    /// <param name="failures">Files that could not be read, by path, with the reason.</param>
    public static JsonObject Create(IReadOnlyList<LocatedFinding> findings, IReadOnlyList<(string Path, string Reason)> failures)
    {
        var ids = findings.Select(static finding => finding.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var rules = GuardScanner.Rules.ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
        return new()
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "ServerlessGuard",
                        ["version"] = GuardVersion.Text,
                        ["rules"] = new JsonArray([.. ids.Select(id => (JsonNode)Describe(rules[id]))]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["invocations"] = new JsonArray(new JsonObject
                {
                    ["executionSuccessful"] = failures.Count == 0,
                    ["toolExecutionNotifications"] = new JsonArray([.. failures.Select(static failure => (JsonNode)new JsonObject
                    {
                        ["level"] = "error",
                        ["message"] = new JsonObject { ["text"] = $"The file could not be inspected: {failure.Reason}" },
                        ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Artifact(failure.Path) }),
                    })]),
                }),
                ["results"] = new JsonArray([.. findings.Select(finding => (JsonNode)Result(finding, Array.IndexOf(ids, finding.Rule)))]),
            }),
        };
    }

    private static JsonObject Describe(Rule rule) => new()
    {
        ["id"] = rule.Id,
        ["name"] = rule.Kind,
        ["shortDescription"] = new JsonObject { ["text"] = $"{rule.Kind} ({WireName.Of(rule.Category)})" },
        ["defaultConfiguration"] = new JsonObject { ["level"] = LevelOf(WireName.Of(rule.Category)) },
    };

    private static JsonObject Result(LocatedFinding finding, int rule)
    {
        var location = Artifact(finding.Path);
        location["region"] = new JsonObject
        {
            ["startLine"] = finding.Line,
            ["startColumn"] = finding.Column,
            ["endLine"] = finding.EndLine,
            ["endColumn"] = finding.EndColumn,
        };
        return new()
        {
            ["ruleId"] = finding.Rule,
            ["ruleIndex"] = rule,
            ["level"] = LevelOf(finding.Category),
            ["message"] = new JsonObject { ["text"] = $"Found: {finding.Kind}." },
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = location }),
            ["rank"] = Math.Round(finding.Score * 100, 1),
        };
    }

    private static JsonObject Artifact(string path) => new()
    {
        ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(path) },
    };

    private static string UriOf(string path) =>
        Path.IsPathRooted(path) ? new Uri(path).AbsoluteUri : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string LevelOf(string category) => category == WireName.Of(FindingCategory.Personal) ? "warning" : "error";
}
