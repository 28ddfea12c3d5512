using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Audit;

/// <summary>The state of a witness: its seed in the secret store, and the newest checkpoint it signed in a blob.</summary>
internal static class WitnessStore
{
    private const string SecretName = "witness-key";
    private const string Kept = "witness/checkpoint";

    /// <summary>The witness's key, made on first use under the name given; later the one that is there.</summary>
    public static async Task<NoteSigner> KeyAsync(ISecretStore secrets, IEntropy entropy, string? name, CancellationToken cancellationToken)
    {
        if ((await secrets.ListVersionsAsync(SecretName, cancellationToken)).Count == 0)
        {
            var fresh = new byte[NoteSigner.SeedLength];
            entropy.Fill(fresh);
            await secrets.SetAsync(
                SecretName, $"{name ?? $"witness.local/{entropy.NewId()}"} {Convert.ToBase64String(fresh)}", new SecretAttributes(),
                cancellationToken);
        }

        // The first seed: a process that made one at the same moment takes it, too.
        var versions = await secrets.ListVersionsAsync(SecretName, cancellationToken);
        var secret = await secrets.GetVersionAsync(SecretName, versions[^1].Version, cancellationToken);
        var seed = new byte[NoteSigner.SeedLength];
        return secret?.Value.Split(' ') is [var kept, var base64]
            && Convert.TryFromBase64String(base64, seed, out var written)
            && written == seed.Length
            ? new NoteSigner(kept, seed, NoteKey.CosignatureType)
                : throw new StoreUnavailableException("The witness's key cannot be read.");
    }

    /// <summary>
    /// The witness as it was left. Throws <see cref="StoreUnavailableException"/> when it has kept another log's checkpoint.
    /// </summary>
    public static async Task<Witness> OpenAsync(
        NoteSigner signer, NoteKey log, IBlobStore blobs, TimeProvider clock, CancellationToken cancellationToken)
    {
        var kept = await BlobBytes.ReadAsync(blobs, Kept, cancellationToken);
        try
        {
            return new Witness(signer, log, clock, kept, async (note, token) =>
            {
                using var content = new MemoryStream(note.ToArray());
                await blobs.PutAsync(Kept, content, token);
            });
        }
        catch (ArgumentException exception)
        {
            throw new StoreUnavailableException("This folder is another log's witness. Give each log a folder of its own.", exception);
        }
    }
}
