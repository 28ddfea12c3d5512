namespace ServerlessGuard.Local.Demo;

/// <summary>A chapter as <c>--json</c> writes it.</summary>
internal sealed record DemoChapterResult(
    string Title,
    bool Held,
    string Tried,
    string ModelSaw,
    string ClientGot,
    IReadOnlyList<DemoCheck> Checks,
    long Milliseconds);
