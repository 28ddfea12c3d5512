namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>A statement that must hold, and the facts that show whether it does.</summary>
public sealed record Control
{
    public required string Id { get; init; }

    public required ControlQuestion Question { get; init; }

    /// <summary>The practice it belongs to: <c>rotation</c>, <c>drills</c>, ...</summary>
    public required string Practice { get; init; }

    public required string Statement { get; init; }

    public required IReadOnlyList<FrameworkReference> Frameworks { get; init; }

    public required IReadOnlyList<Requirement> DecidedBy { get; init; }
}
