namespace ServerlessGuard.Core.Callers;

/// <summary>The result of checking a presented key. Closed.</summary>
public abstract record CallerKeyResult
{
    private CallerKeyResult()
    {
    }

    public sealed record Valid(CallerKeyRecord Record) : CallerKeyResult;

    /// <param name="Reason">For entries: <c>key-malformed</c>, <c>key-unknown</c>, <c>key-wrong</c>, <c>key-expired</c> or
    /// <c>key-revoked</c>.</param>
    /// <param name="Name">The key's name where a key of that name exists; else null.</param>
    public sealed record Invalid(string Reason, string? Name) : CallerKeyResult;
}
