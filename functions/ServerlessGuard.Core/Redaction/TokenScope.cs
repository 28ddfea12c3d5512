namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Inside which a token is deterministic and outside which it restores nothing. Bound to every vault entry as
/// additional authenticated data.
/// </summary>
public sealed record TokenScope(string Application, string Caller, string Conversation);
