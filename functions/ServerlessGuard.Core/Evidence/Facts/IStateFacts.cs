namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// A part of the guard that can say how it is now. Its facts are of kinds <c>state.*</c>, one of each subject. Throws
/// <see cref="Ports.StoreUnavailableException"/> when it cannot know: no pack is better than one that leaves something out.
/// </summary>
public interface IStateFacts
{
    ValueTask<IReadOnlyList<Fact>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
