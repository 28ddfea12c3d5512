using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The attestations that are valid now: in-toto statements as their attesters signed them (DSSE), newest first.</summary>
public sealed class AttestationStatements(AttestationStore store, IPolicySource policies) : IPackStatements
{
    internal const string Prefix = EntryStatement.Prefix + "attestation-";

    private const int MostOfAModel = 20;

    public async ValueTask<IReadOnlyDictionary<string, byte[]>> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var model in policies.Current.Models.Keys.Order(StringComparer.Ordinal))
        {
            foreach (var attestation in (await store.ListAsync(model, cancellationToken)).Take(MostOfAModel))
            {
                if (await store.EnvelopeAsync(attestation, cancellationToken) is { } envelope)
                {
                    files[$"{Prefix}{attestation.Id[..16]}.json"] = envelope.ToArray();
                }
            }
        }

        return files;
    }

    /// <summary>Whether the file is a statement that one of the pack's attesters signed.</summary>
    internal static bool IsSigned(ReadOnlyMemory<byte> file, FactSet facts)
    {
        if (DsseEnvelope.TryRead(file) is not { PayloadType: StatementJson.PayloadType } envelope
            || StatementJson.TryRead(envelope.Payload) is not { } statement)
        {
            return false;
        }

        var message = DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload.Span);
        return facts.Kind(FactKinds.Attester).Where(a => a.Subject == statement.Attester).Select(KeyOf).OfType<NoteKey>()
            .Any(key => envelope.Signatures.Any(s => key.Verifies(message, s.Bytes)));
    }

    private static NoteKey? KeyOf(Fact attester)
    {
        var bytes = new byte[NoteSigner.SeedLength];
        return attester.Values.GetValueOrDefault("key") is ['e', 'd', '2', '5', '5', '1', '9', ':', .. var base64]
            && Convert.TryFromBase64String(base64, bytes, out var written) && written == bytes.Length
                ? new NoteKey("attester", NoteKey.Ed25519Type, bytes)
                : null;
    }
}

/// <summary>
/// Signs manifests with a key that nobody can export, so that a thief of the log's key cannot make a pack that passes. Throws
/// <see cref="Ports.StoreUnavailableException"/> when the key cannot be used.
/// </summary>
public interface IPackCountersigner
{
    /// <summary>Signs 32 bytes of SHA-256 with ECDSA on P-256. It returns R and S, 32 bytes each, and the version of the key.</summary>
    ValueTask<(string Key, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken);
}

/// <summary>
/// Statements that others signed and that belong into a pack, by file name. Throws <see cref="Ports.StoreUnavailableException"/>.
/// </summary>
public interface IPackStatements
{
    ValueTask<IReadOnlyDictionary<string, byte[]>> ReadAsync(CancellationToken cancellationToken);
}
