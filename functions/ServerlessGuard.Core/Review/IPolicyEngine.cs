namespace ServerlessGuard.Core.Review;

/// <summary>
/// A system that decides cases before people do. Throws when it cannot be asked or answers what cannot be understood: the
/// case is then left to people. Asked at least once per case; the case's id tells repeats.
/// </summary>
public interface IPolicyEngine
{
    ValueTask<EngineAnswer> AskAsync(EngineQuestion question, CancellationToken cancellationToken);
}
