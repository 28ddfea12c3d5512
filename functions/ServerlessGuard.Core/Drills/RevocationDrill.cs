using System.Text.Json;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Kills the drill credential's key the way a leaked one is killed, through the real <see cref="Rotator"/>, and waits for
/// its proof of 401; a full drill also takes the drill identity's grant away and waits for 403. The key is not put back:
/// the original state is that the vault's current key works.
/// </summary>
public sealed class RevocationDrill(
    Rotator rotator, RotationJournal journal, ISecretStore secrets, IPolicySource policies, TimeProvider clock,
    IDrillGrants? grants = null) : IDrill
{
    /// <summary>The names of the times it adds.</summary>
    public const string KeyRefused = "key_refused";
    public const string GrantRefused = "grant_refused";

    public DrillKind Kind => DrillKind.Revocation;

    public string? TargetOf(GuardPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Drills.Credential is { } id && policy.Credentials.TryGetValue(id, out var credential) && rotator.CanRotate(credential)
            ? id
            : null;
    }

    public async ValueTask<string?> StopAsync(DrillRun run, CancellationToken cancellationToken) =>
        (await journal.ReadAsync(run.Target, cancellationToken)).Rotation is { Ended: false } rotation && rotation.Trigger != TriggerOf(run)
            ? "real-rotation"
            : null;

    public async ValueTask<SteadyStateCheck> ReadAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var credential = CredentialOf(run);
        if (await secrets.GetAsync(credential.Secret, cancellationToken) is not { } current)
        {
            return new SteadyStateCheck("", "key-missing");
        }

        var grant = GrantOf(run) is { } id ? await grants!.FindAsync(id, cancellationToken) : null;
        return new SteadyStateCheck(
            JsonSerializer.Serialize(grant, DrillJson.Default.DrillGrant),
            GrantOf(run) is not null && grant is null ? "grant-missing"
                : await ProbeAsync(credential, current, cancellationToken) == KeyProbeResult.Accepted ? null : "key-not-accepted");
    }

    public async ValueTask<string?> VerifyAsync(DrillRun run, CancellationToken cancellationToken) =>
        await WorksAsync(run, cancellationToken);

    public async ValueTask HarmAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var credential = CredentialOf(run);
        var began = await rotator.BeginAsync(
            credential, new RotationTrigger(TriggerOf(run), RotationReason.Drill, Actor: run.Actor), cancellationToken);
        if (began is not (RotationBeginResult.Started or RotationBeginResult.Repeated))
        {
            throw new DrillException("rotation-busy");
        }

        await rotator.AdvanceAsync(credential, cancellationToken);
        if (OriginalOf(run) is { } grant)
        {
            await grants!.RevokeAsync(grant, cancellationToken);
        }
    }

    public async ValueTask<DrillObservation> ObserveAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var credential = CredentialOf(run);
        await rotator.AdvanceAsync(credential, cancellationToken);
        if ((await journal.ReadAsync(credential.Id, cancellationToken)).Rotation is not { } rotation || rotation.Trigger != TriggerOf(run))
        {
            return new DrillObservation { Fault = "rotation-gone" };
        }

        var times = new Dictionary<string, double>(run.Times);
        if (rotation.Proved is { } proved)
        {
            times.TryAdd(KeyRefused, (proved - run.HarmStarted!.Value).TotalSeconds);
        }

        if (OriginalOf(run) is { } grant
            && !times.ContainsKey(GrantRefused)
            && await grants!.IsAllowedAsync(grant, cancellationToken) == false)
        {
            times[GrantRefused] = (clock.GetUtcNow() - run.HarmStarted!.Value).TotalSeconds;
        }

        var done = times.ContainsKey(KeyRefused) && (OriginalOf(run) is null || times.ContainsKey(GrantRefused));
        return new DrillObservation
        {
            Detected = rotation.Started,
            Decided = rotation.NewVersion is null ? null : rotation.Since,
            Restored = done ? run.HarmStarted + TimeSpan.FromSeconds(times.Values.Max()) : null,
            Times = times,
            Fault = rotation.Step is RotationStep.Failed or RotationStep.Superseded ? "rotation-failed" : null,
        };
    }

    public async ValueTask RestoreAsync(DrillRun run, CancellationToken cancellationToken)
    {
        // The grant first: a rotation that is stuck must not keep the identity locked out.
        if (OriginalOf(run) is { } grant && await grants!.FindAsync(grant.Id, cancellationToken) is null)
        {
            await grants.RestoreAsync(grant, cancellationToken);
        }

        var credential = CredentialOf(run);
        if ((await journal.ReadAsync(credential.Id, cancellationToken)).Rotation is { Ended: false })
        {
            await rotator.AdvanceAsync(credential, cancellationToken);
        }
    }

    public async ValueTask<string?> CheckAsync(DrillRun run, CancellationToken cancellationToken) =>
        (await journal.ReadAsync(run.Target, cancellationToken)).Rotation is { Ended: false }
            ? "rotation-under-way"
            : await WorksAsync(run, cancellationToken);

    internal static string TriggerOf(DrillRun run) => $"drill:{run.Id}";

    private static DrillGrant? OriginalOf(DrillRun run) =>
        run is { Mode: DrillMode.Full, Original.Length: > 0 }
            ? JsonSerializer.Deserialize(run.Original, DrillJson.Default.DrillGrant)
            : null;

    private string? GrantOf(DrillRun run) => run.Mode == DrillMode.Full && grants is not null ? policies.Current.Drills.Grant : null;

    /// <summary>Real calls: with the vault's current key, and as the drill's identity.</summary>
    private async ValueTask<string?> WorksAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var credential = CredentialOf(run);
        if (await secrets.GetAsync(credential.Secret, cancellationToken) is not { } current
            || await ProbeAsync(credential, current, cancellationToken) != KeyProbeResult.Accepted)
        {
            return "key-not-accepted";
        }

        return OriginalOf(run) is { } grant && await grants!.IsAllowedAsync(grant, cancellationToken) != true ? "grant-not-allowed" : null;
    }

    private ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, Secret current, CancellationToken cancellationToken) =>
        rotator.PlatformOf(credential).ProbeAsync(credential, current.Value, cancellationToken);

    private CredentialPolicy CredentialOf(DrillRun run) =>
        policies.Current.Credentials.GetValueOrDefault(run.Target) ?? throw new DrillException("credential-unknown");
}
