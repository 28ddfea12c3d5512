namespace ServerlessGuard.Core.Rotation;

/// <summary>A platform did not do what it was asked. The message names the platform and the operation, never a key.</summary>
public sealed class KeyPlatformException : Exception
{
    public KeyPlatformException(string message, bool untouched)
        : base(message) => NothingChanged = untouched;

    public KeyPlatformException(string message, bool untouched, Exception innerException)
        : base(message, innerException) => NothingChanged = untouched;

    /// <summary>The platform refused before it changed anything; otherwise the call may have acted, or may act yet.</summary>
    public bool NothingChanged { get; }
}
