namespace ServerlessGuard.Core.Review;

/// <summary>The question that a case puts to a person.</summary>
public enum CaseKind
{
    /// <summary>Whether a model's answer may be released.</summary>
    Output,

    /// <summary>Whether a request may go to the model.</summary>
    Input,

    /// <summary>Whether a tool call may be executed.</summary>
    ToolCall,

    /// <summary>The use of an output that an application outside the gateway reported.</summary>
    Reported,

    /// <summary>Whether a key that looked leaked is to be rotated at once.</summary>
    Leak,

    /// <summary>A rotation that was compensated: what to do about it.</summary>
    Rotation,

    /// <summary>Whether a deployment may be rolled back.</summary>
    Rollback,
}
