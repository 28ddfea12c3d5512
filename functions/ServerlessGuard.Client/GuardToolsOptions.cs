namespace ServerlessGuard.Client;

/// <summary>How an agent asks the guard.</summary>
public sealed record GuardToolsOptions
{
    /// <summary>A model that the guard's policy gives the application.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// Names the conversation, 1 to 128 letters, digits or <c>. _ : -</c>: the guard then remembers what its results said. Null: it knows
    /// what each request holds.
    /// </summary>
    public string? Conversation { get; init; }

    /// <summary>One of the policy's tasks, whose tools alone are called unasked; null for none.</summary>
    public string? Task { get; init; }

    /// <summary>How long a held call waits for its reviewer, in steps of at most 100 s. Default: not at all.</summary>
    public TimeSpan WaitForReview { get; init; } = TimeSpan.Zero;
}

/// <summary>The guard cannot be reached, or refuses the request itself. The tool was not run, or its result not used.</summary>
public sealed class GuardException : Exception
{
    /// <summary>An exception without a message.</summary>
    public GuardException()
    {
    }

    /// <summary>An exception that says what failed.</summary>
    public GuardException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its cause.</summary>
    public GuardException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The guard's word on a call.</summary>
/// <param name="IsAllowed">The call may be made, with <paramref name="Arguments"/>.</param>
/// <param name="Arguments">The arguments as the policy permits them; empty unless the call is allowed.</param>
/// <param name="Refusal">Why the call is not made, for the model; null where it is allowed.</param>
/// <param name="Case">The case in which a reviewer decides; null where none does.</param>
public sealed record ToolDecision(bool IsAllowed, IReadOnlyDictionary<string, object?> Arguments, string? Refusal, string? Case)
{
    /// <summary>Leaves the arguments out.</summary>
    public override string ToString() => $"ToolDecision {{ {(IsAllowed ? "allowed" : Case is null ? "denied" : "held")} }}";
}
