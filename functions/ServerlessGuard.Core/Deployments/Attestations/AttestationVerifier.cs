using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>
/// Whether an envelope attests under a policy: a function of its bytes, the policy, the model's suite and the time. The
/// key comes from the policy by the attester that the signed statement names; what the envelope says of keys decides nothing.
/// </summary>
internal static class AttestationVerifier
{
    /// <summary>How far an attester's clock may be ahead.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static AttestationResult Check(ReadOnlyMemory<byte> bytes, GuardPolicy policy, IProbeSuiteSource suites, DateTimeOffset now)
    {
        if (DsseEnvelope.TryRead(bytes) is not { PayloadType: StatementJson.PayloadType } envelope)
        {
            return Refused(AttestationRefusal.Envelope);
        }

        if (StatementJson.TryRead(envelope.Payload) is not { } statement)
        {
            return Refused(AttestationRefusal.Statement);
        }

        if (!policy.Attesters.TryGetValue(statement.Attester, out var attester))
        {
            return Refused(AttestationRefusal.Attester);
        }

        if (!IsSigned(envelope, attester))
        {
            return Refused(AttestationRefusal.Signature);
        }

        var expires = Earlier(statement.Expires, statement.Issued + attester.ValidFor);
        return Refusal(statement, expires, policy, suites, now) is { } refusal
            ? new(null, refusal, statement)
            : new(new(
                Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), statement.Model, statement.Revision, statement.Attester,
                statement.Issued, expires), null, statement);
    }

    private static AttestationRefusal? Refusal(
        AttestationStatement statement, DateTimeOffset expires, GuardPolicy policy, IProbeSuiteSource suites, DateTimeOffset now)
    {
        if (!policy.Models.TryGetValue(statement.Model, out var model))
        {
            return AttestationRefusal.Model;
        }

        if (!statement.IsPassed)
        {
            return AttestationRefusal.Result;
        }

        // Not only the same suite, but all of it: a statement that leaves probes out says nothing of them.
        if (suites.Find(model)?.Suite is not { } suite
            || suite.Digest != statement.SuiteDigest
            || !suite.Probes.All(p => statement.Passed.Contains(p.Id)))
        {
            return AttestationRefusal.Suite;
        }

        return statement.Issued > now + Skew ? AttestationRefusal.Early : expires <= now ? AttestationRefusal.Expired : null;
    }

    private static bool IsSigned(DsseEnvelope envelope, AttesterPolicy attester)
    {
        var message = DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload.Span);
        var key = attester.PublicKey.ToArray();
        return envelope.Signatures.Any(
            s => s.Bytes.Length == Ed25519.SignatureSize && Ed25519.Verify(s.Bytes.ToArray(), 0, key, 0, message, 0, message.Length));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static AttestationResult Refused(AttestationRefusal refusal) => new(null, refusal, null);
}

/// <summary>
/// Either a valid attestation or why there is none. <see cref="Signed"/>: what the statement says, once its signature
/// held; null before.
/// </summary>
public sealed record AttestationResult(Attestation? Attestation, AttestationRefusal? Refusal, AttestationStatement? Signed);
