namespace ServerlessGuard.Core.Review;

/// <summary>The result for a caller who requests held content. Closed: the five nested records are all there are.</summary>
public abstract record ReleaseResult
{
    private ReleaseResult()
    {
    }

    /// <summary>There is no such case, or none of this caller's.</summary>
    public sealed record Unknown : ReleaseResult;

    /// <summary>Nobody has decided yet.</summary>
    public sealed record Pending(CaseRecord Case) : ReleaseResult;

    /// <summary>The approved content, JSON in UTF-8; <see cref="ToString"/> leaves it out.</summary>
    public sealed record Released(CaseRecord Case, ReadOnlyMemory<byte> Body) : ReleaseResult
    {
        public override string ToString() => $"Released {{ {Case.Id} }}";
    }

    /// <summary>A held request may be sent again, named by this case.</summary>
    public sealed record SendAgain(CaseRecord Case) : ReleaseResult;

    /// <summary>It will not be released. <see cref="Code"/> is stable: denied, expired, released_already, content_gone.</summary>
    public sealed record Never(CaseRecord Case, string Code) : ReleaseResult;
}
