using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Rotates what an interaction showed. The event is a hint: only the fingerprint of a key we hold now does anything,
/// and nobody makes such a fingerprint without the key and the hash key.
/// </summary>
internal sealed class LeakedKeyEventHandler(LeakedKeys leaks) : IGuardEventHandler
{
    public const string Type = PublishedEventTypes.CredentialLeaked;

    private const int FingerprintLength = 64;

    public IReadOnlyList<string> Types { get; } = [Type];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        if (Read(value) is not { } leaked)
        {
            // Not ours: a retry cannot repair a malformed event.
            return;
        }

        foreach (var fingerprint in leaked.Fingerprints.Where(static text => text?.Length == FingerprintLength)
            .Distinct()
            .Take(SecretCandidates.Most))
        {
            await leaks.ReportFingerprintAsync(fingerprint, Actors.Guard, cancellationToken);
        }
    }

    private static LeakedKeyEvent? Read(GuardEvent value)
    {
        try
        {
            return value.Data.ValueKind == JsonValueKind.Object ? value.Data.Deserialize(LeakedKeyJson.Default.LeakedKeyEvent) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// The data of <c>ServerlessGuard.CredentialLeaked</c>. <paramref name="Fingerprints"/>: HMAC-SHA-256 of each text, lower-case hex.
/// </summary>
internal sealed record LeakedKeyEvent(
    [property: JsonPropertyName("interaction")] string Interaction,
    [property: JsonPropertyName("fingerprints")] IReadOnlyList<string> Fingerprints);
