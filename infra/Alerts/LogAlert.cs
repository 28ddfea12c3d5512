namespace ServerlessGuard.Infra.Alerts;

/// <summary>An alert on a query: it fires when the query has any row.</summary>
/// <param name="Severity">0 critical to 4 verbose, as Azure Monitor counts.</param>
/// <param name="Every">How often it is asked, ISO 8601.</param>
/// <param name="Window">How far back it looks, ISO 8601, at most two days.</param>
internal sealed record LogAlert(string Name, string Title, int Severity, string Every, string Window, string Query);
