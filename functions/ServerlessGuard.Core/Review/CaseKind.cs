namespace ServerlessGuard.Core.Review;

/// <summary>What a case asks a person to decide.</summary>
public enum CaseKind
{
    /// <summary>Whether a model's answer may be released.</summary>
    Output,

    /// <summary>Whether a request may go to the model.</summary>
    Input,

    /// <summary>Whether a tool call may be executed.</summary>
    ToolCall,

    /// <summary>What to make of an output that an application outside the gateway reported.</summary>
    Reported,

    /// <summary>Whether a key that looked leaked is to be rotated at once.</summary>
    Leak,

    /// <summary>A rotation that was compensated: what to do about it.</summary>
    Rotation,

    /// <summary>Whether a deployment may be rolled back.</summary>
    Rollback,
}
