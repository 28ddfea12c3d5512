namespace ServerlessGuard.Core.Review;

/// <summary>The result of a reviewer's act. Closed: the four nested records are all there are.</summary>
public abstract record CaseResult
{
    private CaseResult()
    {
    }

    /// <summary>It is durable, and in the audit log.</summary>
    public sealed record Done(VersionedCase Value) : CaseResult;

    public sealed record Unknown : CaseResult;

    /// <summary>The case has changed since the version that was named.</summary>
    public sealed record Changed(VersionedCase Value) : CaseResult;

    /// <summary>It is not allowed. <see cref="Code"/> is stable; <see cref="Reasons"/> are rule ids where content was judged.</summary>
    public sealed record Refused(string Code, string Message, IReadOnlyList<string> Reasons) : CaseResult
    {
        public Refused(string code, string message)
            : this(code, message, [])
        {
        }
    }
}
