using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>
/// Envelopes in the blob store, written once, under the model and revision that they claim. Nothing is believed because
/// it is stored: each reading verifies against the policy and the suite of that moment, so an attester that the policy
/// drops, or a suite that changes, ends what was attested by it.
/// </summary>
public sealed class AttestationStore(
    IBlobStore blobs, IPolicySource policies, IProbeSuiteSource suites, IAuditLog audit, TimeProvider clock) : IAttestations
{
    /// <summary>Most envelopes read for one revision or one model; an intruder who adds more only hides attestations.</summary>
    private const int MostRead = 1000;

    private const string Folder = "attestations";

    public async ValueTask<Attestation?> FindAsync(string model, Revision revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revision);
        var digest = revision.Digest;
        var valid = await ReadAsync(model, $"{Prefix(model)}{digest}/", cancellationToken);
        return valid.Where(a => a.Revision.Digest == digest).MaxBy(static a => a.Expires);
    }

    public async ValueTask<IReadOnlyList<Attestation>> ListAsync(string model, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(model, Prefix(model), cancellationToken))
            .OrderByDescending(static a => a.Issued)
            .ThenBy(static a => a.Id, StringComparer.Ordinal)];

    /// <summary>The envelope of a listed attestation, as it was signed; null when it is gone.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> EnvelopeAsync(Attestation attestation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        return await BytesAsync($"{Prefix(attestation.Model)}{attestation.Revision.Digest}/{attestation.Id}.json", cancellationToken);
    }

    /// <summary>
    /// Verifies an envelope and keeps it; what is refused is not kept. Either is an entry. Accepting again changes nothing.
    /// </summary>
    /// <param name="actor">The principal that submits it; the attester is another.</param>
    public async ValueTask<AttestationResult> AcceptAsync(ReadOnlyMemory<byte> envelope, string actor, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var check = AttestationVerifier.Check(envelope, policy, suites, clock.GetUtcNow());
        if (check.Attestation is not { } attestation)
        {
            await AppendAsync(AuditKinds.AttestationRefused, check, actor, policy, cancellationToken);
            return check;
        }

        var name = $"{Prefix(attestation.Model)}{attestation.Revision.Digest}/{attestation.Id}.json";
        await using (var standing = await blobs.OpenReadAsync(name, cancellationToken))
        {
            if (standing is not null)
            {
                return check;
            }
        }

        // The entry first: an attestation that counts is always one that was recorded.
        await AppendAsync(AuditKinds.AttestationAccepted, check, actor, policy, cancellationToken);
        using var content = new MemoryStream(envelope.ToArray(), writable: false);
        await blobs.CreateAsync(name, content, cancellationToken);
        return check;
    }

    private static string Prefix(string model) => $"{Folder}/{ModelKeys.Of(model)}/";

    private async ValueTask<List<Attestation>> ReadAsync(string model, string prefix, CancellationToken cancellationToken)
    {
        var (valid, policy, now, read) = (new List<Attestation>(), policies.Current, clock.GetUtcNow(), 0);
        await foreach (var name in blobs.ListAsync(prefix, cancellationToken))
        {
            if (++read > MostRead)
            {
                break;
            }

            if (await BytesAsync(name, cancellationToken) is { } bytes
                && AttestationVerifier.Check(bytes, policy, suites, now).Attestation is { } attestation
                && attestation.Model == model)
            {
                valid.Add(attestation);
            }
        }

        return valid;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> BytesAsync(string name, CancellationToken cancellationToken)
    {
        await using var stream = await blobs.OpenReadAsync(name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        var buffer = new byte[DsseEnvelope.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsMemory(0, length);
    }

    private async ValueTask AppendAsync(
        string kind, AttestationResult check, string actor, GuardPolicy policy, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>();
        if (check.Refusal is { } refusal)
        {
            facts["refusal"] = WireName.Of(refusal);
        }

        // Only what was signed by an attester of the policy is repeated.
        if (check.Signed is { } signed)
        {
            facts["model"] = signed.Model;
            facts["revision"] = signed.Revision.Digest;
            facts["attester"] = signed.Attester;
            facts["suite"] = signed.SuiteDigest;
            facts["failed"] = signed.Failed.Count.ToString(CultureInfo.InvariantCulture);
        }

        if (check.Attestation is { } attestation)
        {
            facts["attestation"] = attestation.Id;
            facts["expires"] = attestation.Expires.ToString("u", CultureInfo.InvariantCulture);
        }

        await audit.AppendAsync(
            new AuditEntry { Kind = kind, Time = clock.GetUtcNow(), Actor = actor, PolicyRevision = policy.RevisionId, Facts = facts },
            cancellationToken);
    }
}
