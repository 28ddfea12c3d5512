namespace ServerlessGuard.Infra.Telemetry;

/// <summary>A column of a log table; the type is Log Analytics' name for it.</summary>
internal sealed record Column(string Name, string Type);
