using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Evidence.Controls;

/// <summary>The pages in docs/frameworks say of each mapping why it holds, and nothing that the shipped controls do not map.</summary>
public sealed class FrameworkPageTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "frameworks");

    private static readonly Dictionary<string, string> Pages = new(StringComparer.Ordinal)
    {
        ["csf"] = "nist-csf",
        ["ai-rmf"] = "nist-ai-rmf",
        ["ai-600-1"] = "nist-ai-600-1",
        ["owasp-llm"] = "owasp-llm",
        ["owasp-agentic"] = "owasp-agentic",
        ["atlas"] = "mitre-atlas",
        ["iso-42001"] = "iso-42001",
        ["eu-ai-act"] = "eu-ai-act",
        ["soc2"] = "soc2",
    };

    [Fact]
    public void EveryFramework_HasAPage_OfExactlyTheShippedMappings()
    {
        Pages.Keys.ShouldBe(FrameworkReference.Names.Keys, ignoreOrder: true);
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).ShouldBe(Pages.Values, ignoreOrder: true);
        foreach (var (framework, page) in Pages)
        {
            var stated = new List<string>();
            foreach (var row in File.ReadLines(Path.Combine(Folder, page + ".md"))
                .Where(static l => l.StartsWith("| ", StringComparison.Ordinal))
                .Skip(1))
            {
                var cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
                var (id, coverage, controls, reason) = (cells[0], cells[1], cells[2], cells[3]);
                coverage.ShouldBeOneOf("covered", "partly", "not ours");
                (controls.Length == 0).ShouldBe(coverage == "not ours", row);
                reason.Length.ShouldBeGreaterThan(8, row);
                stated.AddRange(controls.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(c => $"{id} {c.Trim('`')}"));
            }

            stated.ShouldBe(
                Shipped.Controls.SelectMany(c => c.Frameworks.Where(f => f.Framework == framework).Select(f => $"{f.Id} {c.Id}")),
                ignoreOrder: true, framework);
        }
    }
}
