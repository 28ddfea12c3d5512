namespace ServerlessGuard.Core.Audit;

/// <summary>
/// For a host that writes content beside the closing entry: which content a crash between the two has lost. Throws
/// <see cref="Ports.StoreUnavailableException"/> when that cannot be read.
/// </summary>
public interface IKeptContent
{
    /// <summary>Those of the interactions whose content is nowhere.</summary>
    ValueTask<IReadOnlySet<string>> MissingAsync(IReadOnlyCollection<string> interactions, CancellationToken cancellationToken);
}
