using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// The log's signing key in the secret store, as <c>ORIGIN BASE64-SEED</c>. The first version is the key for good: who
/// verifies has its public half, and another key is another log. Only the auditor may read it.
/// </summary>
public static class LogKey
{
    public const string SecretName = "audit-log-key";

    /// <summary>
    /// The key; makes one when there is none. Throws <see cref="StoreUnavailableException"/> when the stored one is none.
    /// </summary>
    public static async ValueTask<NoteSigner> LoadAsync(ISecretStore secrets, IEntropy entropy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(entropy);
        return Read(await WriteOnceSecret.LoadAsync(secrets, SecretName, () => Make(entropy), SecretAttributes.None, cancellationToken))
            ?? throw new StoreUnavailableException("The audit log's key cannot be read.");
    }

    /// <summary>The key's public half, or null when there is no key yet.</summary>
    public static async ValueTask<NoteKey?> FindPublicAsync(ISecretStore secrets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return await WriteOnceSecret.FindAsync(secrets, SecretName, cancellationToken) is { } value ? Read(value)?.Key : null;
    }

    private static string Make(IEntropy entropy)
    {
        var seed = new byte[NoteSigner.SeedLength];
        entropy.Fill(seed);
        return $"guard.local/{entropy.NewId()} {Convert.ToBase64String(seed)}";
    }

    private static NoteSigner? Read(string value)
    {
        var seed = new byte[NoteSigner.SeedLength];
        return value.Split(' ') is [var origin, var base64]
            && Convert.TryFromBase64String(base64, seed, out var written)
            && written == seed.Length
            ? new NoteSigner(origin, seed) : null;
    }
}
