namespace ServerlessGuard.Core.Ports;

/// <summary>A part of the guard without which nothing is answered, as readiness asks it. Any failure means that it is not ready.</summary>
public interface IGuardHealth
{
    /// <summary>The name in the readiness report.</summary>
    string Name { get; }

    ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken);
}
