namespace ServerlessGuard.Core.Inspection;

/// <summary>A text after restoring, and how many tokens were turned back.</summary>
public readonly record struct Restored(string Text, int Count);
