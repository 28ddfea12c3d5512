namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Inside which a token is deterministic and outside which it restores nothing. Bound to every vault entry as
/// additional authenticated data.
/// </summary>
public sealed record TokenScope(string Application, string Caller, string Conversation)
{
    /// <summary>Begins the name of a conversation that was found by its content, not named by the caller.</summary>
    public const string FoundPrefix = "found:";

    /// <summary>
    /// Whether two conversations may share the scope: everybody who begins with "Hello" does. There, only tokens whose
    /// values are in the request itself are turned back, or somebody could guess codes until a stranger's value comes.
    /// </summary>
    public bool IsShared() => Conversation.StartsWith(FoundPrefix, StringComparison.Ordinal);
}
