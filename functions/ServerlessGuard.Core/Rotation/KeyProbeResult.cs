namespace ServerlessGuard.Core.Rotation;

/// <summary>The result of a call with a key.</summary>
public enum KeyProbeResult
{
    /// <summary>Throttled, timed out or failed otherwise: it shows nothing about the key, and never counts as proof.</summary>
    Unknown,

    /// <summary>The key was accepted.</summary>
    Accepted,

    /// <summary>The platform answered 401 or 403.</summary>
    Refused,
}
