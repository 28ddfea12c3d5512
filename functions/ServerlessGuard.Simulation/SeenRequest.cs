namespace ServerlessGuard.Simulation;

/// <summary>What reached the simulated model: the raw body, the texts of all messages as <c>role: text</c> lines, and the credential it came with.</summary>
public sealed record SeenRequest(string Path, string Body, string Text, string? Authorization);
