namespace ServerlessGuard.Core.Ports;

/// <summary>A writer that has a log.</summary>
public sealed record LogWriter(string Name, WriterState State);
