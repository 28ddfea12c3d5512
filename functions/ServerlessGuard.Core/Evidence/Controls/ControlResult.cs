namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>A control with what its requirements came to: it fails when one fails, and holds when all hold.</summary>
public sealed record ControlResult(Control Control, IReadOnlyList<RequirementResult> Requirements)
{
    public ControlStatus Status { get; } = Requirements.Any(static r => r.Status == ControlStatus.Fails) ? ControlStatus.Fails
        : Requirements.Count > 0 && Requirements.All(static r => r.Status == ControlStatus.Holds) ? ControlStatus.Holds : ControlStatus.Unknown;
}
