namespace ServerlessGuard.SourceGraph;

/// <summary>One file uses a type that another file declares.</summary>
public readonly record struct Arrow(SourceFile From, SourceFile To, string Type);
