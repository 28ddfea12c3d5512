namespace ServerlessGuard.Core.Ports;

/// <summary>An alert as <see cref="AlertLog"/> keeps it: the latest, when the first came, and how many did.</summary>
public sealed record RaisedAlert(Alert Latest, DateTimeOffset First, long Count);
