using ServerlessGuard.Infra.Alerts;

namespace ServerlessGuard.Infra.Tests;

/// <summary>docs/alerts.md says for every alert what to do, and for no other.</summary>
public sealed class AlertsDocumentTests
{
    [Fact]
    public void Document_HasAHeadingForEveryAlert_WithItsSeverity()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "alerts.md"));
        var sections = text.Split("\n## ").Skip(1).ToDictionary(s => s.Split('\n')[0].Trim());
        var alerts = LogAlerts.All([], []);

        sections.Keys.ShouldBe(alerts.Select(a => a.Name).Concat(ActivityAlerts.All.Select(a => a.Name)), ignoreOrder: true);
        alerts.ShouldAllBe(a => sections[a.Name].Contains($"Severity {a.Severity}."));
    }
}
