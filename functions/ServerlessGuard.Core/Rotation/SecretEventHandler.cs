using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// A vault's events. They are hints: which version is current, and whether it is due, is read from the vault. An event
/// about another version than the current one, or about a version that the guard made and that is not due, changes nothing.
/// </summary>
public sealed class SecretEventHandler(
    Rotator rotator, ISecretStore secrets, IAlertSink alerts, IPolicySource policies, TimeProvider clock) : IGuardEventHandler
{
    public const string NearExpiry = "Microsoft.KeyVault.SecretNearExpiry";
    public const string Expired = "Microsoft.KeyVault.SecretExpired";
    public const string NewVersion = "Microsoft.KeyVault.SecretNewVersionCreated";

    public IReadOnlyList<string> Types { get; } = [NearExpiry, Expired, NewVersion];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (SecretEvent.Of(value) is not { } told
            || policies.Current.Credentials.Values.FirstOrDefault(
                c => string.Equals(c.Secret, told.Name, StringComparison.OrdinalIgnoreCase)) is not { } policy
            || await secrets.ListVersionsAsync(policy.Secret, cancellationToken) is not [var current, ..])
        {
            return;
        }

        if (string.Equals(value.Type, NewVersion, StringComparison.OrdinalIgnoreCase))
        {
            await AlertForeignAsync(policy, told, current, cancellationToken);
            return;
        }

        // A forged event cannot bring a rotation forward: the vault's own dates decide.
        if (told.Version == current.Version && clock.GetUtcNow() >= RotationSchedule.Due(current, policy, rotator.Times))
        {
            var began = await rotator.BeginAsync(
                policy, new RotationTrigger($"{told.Vault}/{policy.Secret}/{told.Version}", RotationReason.Expiry, told.Version),
                cancellationToken);
            if (began == RotationBeginResult.Busy)
            {
                throw new StoreUnavailableException($"Another worker has the credential {policy.Id}.");
            }
        }

        await rotator.AdvanceAsync(policy, cancellationToken);
    }

    private async ValueTask AlertForeignAsync(
        CredentialPolicy policy, SecretEvent told, SecretVersion current, CancellationToken cancellationToken)
    {
        if (told.Version == current.Version && !RotationTags.IsOurs(current.Attributes.Tags))
        {
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = "rotation.foreign-version",
                    Severity = AlertSeverity.Warning,
                    Message =
                        $"Somebody else than the guard set version {current.Version} of the credential {policy.Id}. Its former key is not verified as revoked.",
                    Time = clock.GetUtcNow(),
                    DedupeKey = $"{policy.Id}/{current.Version}",
                },
                cancellationToken);
        }
    }
}
