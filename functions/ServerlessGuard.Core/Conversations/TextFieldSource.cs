namespace ServerlessGuard.Core.Conversations;

/// <summary>The author of a field's text; decides which findings count in it.</summary>
internal enum TextFieldSource
{
    /// <summary>The application's own system or developer text: trusted, so injection does not count here.</summary>
    Instructions,
    User,
    Assistant,
    ToolResult,

    /// <summary>Everything else in a request: tool descriptions, schemas, metadata, stop sequences.</summary>
    Setting,

    /// <summary>Text of the model.</summary>
    Output,

    /// <summary>Arguments of a tool call that the model wrote.</summary>
    ToolArguments,

    /// <summary>Parts of the request that an answer repeats; leakage does not count here.</summary>
    Echo,
}
