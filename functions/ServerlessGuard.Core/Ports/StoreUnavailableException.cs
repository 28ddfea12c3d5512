namespace ServerlessGuard.Core.Ports;

/// <summary>
/// A store behind a port did not answer or refused. The host maps it once and fails closed. The message names the
/// store and the operation, never stored content.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
