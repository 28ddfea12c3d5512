namespace ServerlessGuard.Core.Content;

/// <summary>What a sweep did: contents destroyed, and due contents left alone (held, or nothing was there).</summary>
public sealed record ContentSweepResult(int Destroyed, int Left);
