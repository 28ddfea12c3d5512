using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>An output that an application outside the gateway reports. <see cref="ToString"/> shows nothing of it.</summary>
public sealed record ReportedOutput
{
    /// <summary>The application's own id for it; the same id again changes nothing.</summary>
    public required string Id { get; init; }

    /// <summary>The authenticated reporter; never a name that the report claims.</summary>
    public required string Caller { get; init; }

    public required ApplicationPolicy Application { get; init; }

    public required GuardPolicy Policy { get; init; }

    public required string Output { get; init; }

    /// <summary>The question to the model, for the reviewer.</summary>
    public string? Input { get; init; }

    public string? Model { get; init; }

    public override string ToString() => $"ReportedOutput {{ {Application.Id} {Id} }}";
}
