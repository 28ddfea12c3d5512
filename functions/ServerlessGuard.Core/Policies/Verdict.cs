namespace ServerlessGuard.Core.Policies;

/// <summary>The guard's decision on an input, an output or a tool call. Closed: the four nested records are all there are.</summary>
public abstract record Verdict
{
    private Verdict(IReadOnlyList<string> reasons) => Reasons = reasons;

    /// <summary>Stable codes and rule ids, never scanned text: <c>SG-SEC-004</c>, <c>tool.not-allowed</c>.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>allow, redact, hold or block: as entries and answers spell it.</summary>
    public abstract string Name { get; }

    public sealed record Allow() : Verdict([])
    {
        public override string Name => "allow";
    }

    public sealed record Redact(IReadOnlyList<string> Reasons) : Verdict(Reasons)
    {
        public override string Name => "redact";
    }

    public sealed record Hold(IReadOnlyList<string> Reasons) : Verdict(Reasons)
    {
        public override string Name => "hold";
    }

    public sealed record Block(IReadOnlyList<string> Reasons) : Verdict(Reasons)
    {
        public override string Name => "block";
    }
}
