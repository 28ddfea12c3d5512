namespace ServerlessGuard.Infra.Alerts;

/// <summary>
/// An alert on the activity log of every group that holds a guarded model. <see cref="Name"/> is its heading in docs/alerts.md.
/// </summary>
internal sealed record ActivityAlert(string Name, string Title, IReadOnlyList<string> Operations);
