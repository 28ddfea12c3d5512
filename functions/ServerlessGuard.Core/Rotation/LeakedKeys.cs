using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Tells whether a text that a detector took for a secret is a live key of ours, by keyed hash: the text is compared and
/// forgotten. A hit begins a rotation without overlap.
/// </summary>
public sealed class LeakedKeys(
    Rotator rotator, RotationJournal journal, KeyFingerprints fingerprints, ISecretStore secrets, IPolicySource policies)
{
    /// <summary>The longest candidate checked, in UTF-16 units: keys are shorter.</summary>
    public const int Longest = 1024;

    internal static string TriggerOf(string fingerprint) => $"leak:{fingerprint}";

    /// <summary>The credential whose key it is, now rotating; null when it is none of ours.</summary>
    public async ValueTask<string?> ReportAsync(string candidate, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.Length is 0 or > Longest)
        {
            return null;
        }

        return await ReportFingerprintAsync(await fingerprints.OfAsync(candidate, cancellationToken), actor, cancellationToken);
    }

    /// <summary>As <see cref="ReportAsync"/>, for the fingerprint of a text.</summary>
    public async ValueTask<string?> ReportFingerprintAsync(string fingerprint, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        foreach (var policy in policies.Current.Credentials.Values)
        {
            if (await IsLiveAsync(policy, fingerprint, cancellationToken))
            {
                var began = await rotator.BeginAsync(
                    policy, new RotationTrigger(TriggerOf(fingerprint), RotationReason.Leak, Actor: actor), cancellationToken);
                if (began == RotationBeginResult.Busy)
                {
                    throw new StoreUnavailableException($"Another worker has the credential {policy.Id}.");
                }

                await rotator.AdvanceAsync(policy, cancellationToken);
                return policy.Id;
            }
        }

        return null;
    }

    private async ValueTask<bool> IsLiveAsync(CredentialPolicy policy, string fingerprint, CancellationToken cancellationToken)
    {
        // Fingerprints are equal only for equal keys, and reveal nothing without the hash key: comparing them leaks no key.
        try
        {
            if (await secrets.GetAsync(policy.Secret, cancellationToken) is { } current
                && await fingerprints.OfAsync(current.Value, cancellationToken) == fingerprint)
            {
                return true;
            }
        }
        catch (SecretDisabledException)
        {
            // One secret that an operator disabled must not hide a leak of another.
        }

        var state = await journal.ReadAsync(policy.Id, cancellationToken);
        return state.Rotation is { Ended: false } rotation
            && (rotation.OldFingerprint == fingerprint || rotation.NewFingerprint == fingerprint);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LeakedKeyEvent))]
internal sealed partial class LeakedKeyJson : JsonSerializerContext;
