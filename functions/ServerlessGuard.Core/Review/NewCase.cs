namespace ServerlessGuard.Core.Review;

/// <summary>
/// The facts of a case when it is opened. Only <see cref="Content"/> and <see cref="Request"/> may hold scanned text; it is sealed before
/// anything is stored.
/// </summary>
public sealed record NewCase
{
    /// <summary>
    /// The opener of the case gives it, so that opening it again changes nothing: a ULID, or a name made from what it is about.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Nobody else can have this id: it was drawn for this case. Nothing is read then, only added.</summary>
    public bool IsFresh { get; init; }

    public required CaseKind Kind { get; init; }

    /// <summary>Looked at after release (true), or holding it back (false).</summary>
    public bool IsSample { get; init; }

    /// <summary>The subject: a model's, credential's or tool's id.</summary>
    public required string Subject { get; init; }

    public string? Application { get; init; }

    public string? Tier { get; init; }

    /// <summary>The principal whose interaction it is; never one of its reviewers where the tier requires two.</summary>
    public string? Caller { get; init; }

    public string? Interaction { get; init; }

    public string? PolicyRevision { get; init; }

    /// <summary>Stable codes and rule ids.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Risk, 0 to 1.</summary>
    public double Risk { get; init; } = 1;

    /// <summary>How long somebody may take; null is the tier's own time.</summary>
    public TimeSpan? DecideWithin { get; init; }

    /// <summary>Of a held input, the request as it was sent: only its measure is kept, by which it is known when it comes again.</summary>
    public ReadOnlyMemory<byte> Request { get; init; }

    /// <summary><see cref="CaseContent"/> for the reviewer; empty where the case is not about content.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    public override string ToString() => $"NewCase {{ {Kind} {Id} }}";
}
