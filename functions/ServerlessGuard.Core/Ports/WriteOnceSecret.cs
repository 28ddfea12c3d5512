namespace ServerlessGuard.Core.Ports;

/// <summary>
/// A secret of the guard's own that is made once: its oldest enabled version counts, so that two instances that make it at
/// the same moment agree. A disabled version reserves its name, as the deployment of the vault leaves it.
/// </summary>
internal static class WriteOnceSecret
{
    /// <summary>
    /// The value; makes one when there is none. Throws <see cref="StoreUnavailableException"/> when it can be neither read nor made.
    /// </summary>
    public static async ValueTask<string> LoadAsync(
        ISecretStore secrets, string name, Func<string> make, SecretAttributes attributes, CancellationToken cancellationToken)
    {
        if (await FindAsync(secrets, name, cancellationToken) is { } found)
        {
            return found;
        }

        await secrets.SetAsync(name, make(), attributes, cancellationToken);
        return await FindAsync(secrets, name, cancellationToken)
            ?? throw new StoreUnavailableException($"The secret store does not give back the secret {name}.");
    }

    /// <summary>The value, or null when there is none yet.</summary>
    public static async ValueTask<string?> FindAsync(ISecretStore secrets, string name, CancellationToken cancellationToken)
    {
        var first = (await secrets.ListVersionsAsync(name, cancellationToken)).LastOrDefault(static version => version.Enabled);
        return first is null ? null : (await secrets.GetVersionAsync(name, first.Version, cancellationToken))?.Value;
    }
}
