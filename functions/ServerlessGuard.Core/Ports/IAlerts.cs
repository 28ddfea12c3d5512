namespace ServerlessGuard.Core.Ports;

/// <summary>Tells a person that something needs them. Raising never throws for the caller: delivery is retried behind the port.</summary>
public interface IAlerts
{
    ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken);
}
