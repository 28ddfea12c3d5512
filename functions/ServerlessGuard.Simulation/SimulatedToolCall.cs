namespace ServerlessGuard.Simulation;

/// <summary>A tool call that the simulated model makes; <paramref name="Arguments"/> is JSON text, or what a confused model takes for it.</summary>
internal sealed record SimulatedToolCall(string Id, string Name, string Arguments);
