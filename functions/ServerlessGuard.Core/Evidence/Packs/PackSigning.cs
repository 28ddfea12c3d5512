using System.Security.Cryptography;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The signatures of packs: the log's key, and a countersigner where the host has one.</summary>
public sealed class PackSigning(ISecretStore secrets, IEntropy entropy, IPackCountersigner? countersigner = null)
{
    /// <summary>The log's key. Throws <see cref="StoreUnavailableException"/>.</summary>
    public ValueTask<NoteSigner> LoadKeyAsync(CancellationToken cancellationToken) => LogKey.LoadAsync(secrets, entropy, cancellationToken);

    /// <summary>Adds the countersignature of the manifest, where there is a countersigner.</summary>
    public async ValueTask<BuiltPack> CountersignAsync(BuiltPack made, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(made);
        if (countersigner is null)
        {
            return made;
        }

        var (key, signature) = await countersigner.SignAsync(SHA256.HashData(made.Files[PackNames.Manifest]), cancellationToken);
        var files = made.Files.Append(new(PackNames.Countersignature, Countersignature.ToDer(signature)))
            .ToDictionary(StringComparer.Ordinal);
        return made with { Files = files, Countersigner = key };
    }
}
