namespace ServerlessGuard.Core.Incidents;

/// <summary>Whether what is alerted is a drill's doing.</summary>
public interface IDrilled
{
    /// <summary>The run of the drill that harms this subject now; null: none does.</summary>
    ValueTask<string?> RunOnAsync(string subject, CancellationToken cancellationToken);
}
