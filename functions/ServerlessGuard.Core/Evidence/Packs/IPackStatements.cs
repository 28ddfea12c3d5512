namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>Statements that others signed and that belong into a pack, by file name. Throws <see cref="Ports.StoreUnavailableException"/>.</summary>
public interface IPackStatements
{
    ValueTask<IReadOnlyDictionary<string, byte[]>> ReadAsync(CancellationToken cancellationToken);
}
