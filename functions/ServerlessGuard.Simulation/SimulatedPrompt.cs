namespace ServerlessGuard.Simulation;

/// <summary>A request to the simulated model, whichever of the two APIs it came through.</summary>
internal sealed record SimulatedPrompt
{
    public required string Model { get; init; }

    /// <summary>System and developer messages, joined.</summary>
    public required string Instructions { get; init; }

    /// <summary>The last message: what it answers.</summary>
    public required string Last { get; init; }

    public required bool LastIsToolResult { get; init; }

    /// <summary>Every message as a <c>role: text</c> line.</summary>
    public required string Text { get; init; }

    public bool Stream { get; init; }

    public bool IncludeUsage { get; init; }

    public int Choices { get; init; } = 1;
}
