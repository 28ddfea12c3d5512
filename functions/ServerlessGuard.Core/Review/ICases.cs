namespace ServerlessGuard.Core.Review;

/// <summary>Where the rest of the guard puts what a person must decide.</summary>
public interface ICases
{
    /// <summary>
    /// Opens the case; false when one with its id exists already, which is then left as it is. Throws
    /// <see cref="Ports.StoreUnavailableException"/> when it could not be made durable: whatever was to be held stays held.
    /// </summary>
    ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken);
}
