namespace ServerlessGuard.Simulation;

/// <summary>The simulated model's reaction to a prompt.</summary>
internal sealed record SimulatedResponse
{
    public string Text { get; init; } = "";

    public IReadOnlyList<SimulatedToolCall> ToolCalls { get; init; } = [];

    /// <summary>An HTTP status to fail with; 0 answers.</summary>
    public int FailWith { get; init; }

    /// <summary>Waits between pieces.</summary>
    public bool Slow { get; init; }

    /// <summary>Drops the connection in the middle of the answer.</summary>
    public bool BreakOff { get; init; }

    /// <summary>Accepts the request and says nothing until the caller leaves.</summary>
    public bool Silent { get; init; }

    public string FinishReason => ToolCalls.Count > 0 ? "tool_calls" : "stop";
}

/// <summary>
/// A tool call that the simulated model makes; <paramref name="Arguments"/> is JSON text, or what a confused model takes for it.
/// </summary>
internal sealed record SimulatedToolCall(string Id, string Name, string Arguments);
