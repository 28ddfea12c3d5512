namespace ServerlessGuard.Core.Rotation;

public enum RotationReason
{
    /// <summary>The vault's version is near its expiry, or past it.</summary>
    Expiry,

    /// <summary>The key is older than the policy allows.</summary>
    Age,

    /// <summary>The key was seen where it must not be: no overlap.</summary>
    Leak,

    /// <summary>A person asked.</summary>
    Request,

    /// <summary>An earlier attempt failed.</summary>
    Retry,

    /// <summary>A drill kills the key of a credential that exists for drills: no overlap.</summary>
    Drill,
}
