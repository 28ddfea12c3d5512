namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>One fault and where it is: a file's path, or an entry's index.</summary>
public sealed record LogFinding(LogFault Fault, string Where);
