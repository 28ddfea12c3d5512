namespace ServerlessGuard.Core.Review;

/// <summary>
/// Acts on decided cases of its kinds: a rollback that waited for approval, a leak that waited for confirmation. Called
/// at least once per decision and after it is durable, so it is idempotent; an exception means: call again later.
/// </summary>
public interface ICaseListener
{
    IReadOnlyList<CaseKind> Kinds { get; }

    Task DecidedAsync(CaseDecision decision, CancellationToken cancellationToken);
}
