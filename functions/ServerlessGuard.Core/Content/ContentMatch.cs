namespace ServerlessGuard.Core.Content;

public enum ContentMatch
{
    /// <summary>The content is what was measured.</summary>
    Same,

    /// <summary>The content is not what was measured.</summary>
    Differs,

    /// <summary>Measured, and not kept.</summary>
    NotKept,

    /// <summary>The content has expired, or never became durable.</summary>
    Gone,
}
