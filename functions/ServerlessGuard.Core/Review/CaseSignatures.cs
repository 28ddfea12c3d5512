using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Signs what reviewers decide, with a key that only the duty of the review reads; every duty that acts on a decision has the public
/// half, which is a secret of its own so that only that duty can write it. A signature binds the step to its case: to the application,
/// caller, interaction and content that the reviewer saw. Thread-safe. Throws <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class CaseSignatures(ISecretStore secrets, IEntropy entropy)
{
    /// <summary>The seed. The duty of the review reads it, and nobody else.</summary>
    public const string SecretName = "review-votes";

    /// <summary>The public half, as <see cref="NoteKey"/> writes it.</summary>
    public const string PublicName = "review-votes-public";

    private const int SignatureLength = 64;
    private NoteSigner? _signer;
    private NoteKey? _key;

    /// <summary>
    /// The case with a signature on each deciding step from <paramref name="from"/> on: those that this process has just made.
    /// </summary>
    public async ValueTask<CaseRecord> SignAsync(CaseRecord value, int from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!value.Journal.Skip(from).Any(static step => IsDecision(step.Kind)))
        {
            return value;
        }

        var signer = await SignerAsync(cancellationToken);
        return value with
        {
            Journal = [.. value.Journal.Select((step, index) => index >= from && IsDecision(step.Kind)
                ? step with { Signature = Convert.ToBase64String(signer.Sign(Encoding.UTF8.GetBytes(TextOf(value, step, index)))) }
                : step)],
        };
    }

    /// <summary>Whether the step was decided by the duty of the review, about this case as it stands.</summary>
    public async ValueTask<bool> IsSignedAsync(CaseRecord value, int index, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        var step = value.Journal[index];
        return await VerifiesAsync(TextOf(value, step, index), step.Signature, cancellationToken);
    }

    /// <summary>The ticket with its signature.</summary>
    public async ValueTask<ReleaseTicket> SignAsync(ReleaseTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var signer = await SignerAsync(cancellationToken);
        return ticket with { Signature = Convert.ToBase64String(signer.Sign(Encoding.UTF8.GetBytes(TextOf(ticket)))) };
    }

    public ValueTask<bool> IsSignedAsync(ReleaseTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return VerifiesAsync(TextOf(ticket), ticket.Signature, cancellationToken);
    }

    /// <summary>The steps on whose strength something happens.</summary>
    internal static bool IsDecision(CaseEventKind kind) =>
        kind is CaseEventKind.FirstApproval or CaseEventKind.Approved or CaseEventKind.Denied or CaseEventKind.Expired;

    /// <summary>Each part is hashed with its length before it, so that no two cases share a text.</summary>
    private static string TextOf(CaseRecord value, CaseEvent step, int index)
    {
        var approval = step.Kind == CaseEventKind.Approved ? value.Approval : null;
        return "case-step/1\n" + Digest(
        [
            value.Id, WireName.Of(value.Kind), Flag(value.IsSample), value.Subject, value.Application, value.Tier, value.Caller,
            value.Interaction, Flag(value.FourEyes), Flag(value.AllowsOnTimeout), value.RequestMac, value.Content?.Mac,
            value.Content?.Key, string.Join(',', value.Reasons),
            Number(index), WireName.Of(step.Kind), WireName.Of(step.State), step.Actor, Time(step.Time),
            approval is null ? null : string.Join(' ', approval.Actors), Time(approval?.Expires), approval?.ContentMac,
            approval?.PolicyRevision,
        ]);
    }

    private static string TextOf(ReleaseTicket ticket) => "release-ticket/1\n" + Digest(
    [
        ticket.Case, ticket.Application, ticket.Caller, ticket.RequestMac, string.Join(',', ticket.Reasons ?? []), ticket.PolicyRevision,
        Time(ticket.Expires),
    ]);

    private static string Digest(IEnumerable<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part is null ? "-" : Number(part.Length)).Append(':').Append(part).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? value) => value?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private async ValueTask<bool> VerifiesAsync(string text, string? signature, CancellationToken cancellationToken)
    {
        var bytes = new byte[SignatureLength];
        return signature is not null
            && Convert.TryFromBase64String(signature, bytes, out var written)
            && written == bytes.Length
            && (_key ??= await FindKeyAsync(cancellationToken)) is { } key
            && key.Verifies(Encoding.UTF8.GetBytes(text), bytes);
    }

    private async ValueTask<NoteKey?> FindKeyAsync(CancellationToken cancellationToken) =>
        await WriteOnceSecret.FindAsync(secrets, PublicName, cancellationToken) is { } text ? NoteKey.Parse(text) : null;

    private async ValueTask<NoteSigner> SignerAsync(CancellationToken cancellationToken)
    {
        if (_signer is { } known)
        {
            return known;
        }

        var value = await WriteOnceSecret.LoadAsync(secrets, SecretName, Make, SecretAttributes.None, cancellationToken);
        var signer = new NoteSigner(SecretName, Convert.FromBase64String(value));
        var published = await WriteOnceSecret.LoadAsync(
            secrets, PublicName, signer.Key.ToString, SecretAttributes.None, cancellationToken);
        return published == signer.Key.ToString()
            ? _signer = signer
            : throw new StoreUnavailableException($"The secret {PublicName} is not the public half of {SecretName}.");
    }

    private string Make()
    {
        var seed = new byte[NoteSigner.SeedLength];
        entropy.Fill(seed);
        return Convert.ToBase64String(seed);
    }
}
