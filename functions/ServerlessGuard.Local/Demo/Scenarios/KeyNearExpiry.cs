using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A key near its expiry is replaced while a consumer continues calling with it, and the old one is verified as revoked.</summary>
internal sealed class KeyNearExpiry : IDemoScenario
{
    private const string Credential = "demo-key";
    private static readonly TimeSpan Cached = TimeSpan.FromMilliseconds(300);

    public string Title => "A key near expiry, while it is in use";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var before = await File.ReadAllTextAsync(context.Policy.File, cancellationToken);
        try
        {
            var changed = before.Replace(
                "secret: demo-key, rotate_every: 30d, overlap: 24h", "secret: demo-key, rotate_every: 30d, overlap: 2s",
                StringComparison.Ordinal);
            return await context.Policy.ReplaceAsync(changed, cancellationToken) is { Length: > 0 } problem
                ? throw new InvalidOperationException(problem)
                : await RotateAsync(context, cancellationToken);
        }
        finally
        {
            await context.Policy.ReplaceAsync(before, CancellationToken.None);
        }
    }

    private static async Task<ScenarioOutcome> RotateAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var services = context.Services;
        var (secrets, clock, journal) = (
            services.GetRequiredService<ISecretStore>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<RotationJournal>());
        var policy = context.Policies.Current.Credentials[Credential];
        var platform = services.GetRequiredService<Rotator>().PlatformOf(policy);
        var key = (await platform.ListAsync(policy, cancellationToken))[0].Key;

        var old = await secrets.SetAsync(
            policy.Secret, key, new SecretAttributes { Expires = clock.GetUtcNow().AddDays(10) }, cancellationToken);
        var told = new GuardEvent
        {
            Id = "demo-near-expiry",
            Source = "demo",
            Type = SecretEventHandler.NearExpiry,
            Subject = policy.Secret,
            Time = clock.GetUtcNow(),
            Data = JsonSerializer.SerializeToElement(new { VaultName = "demo", ObjectName = policy.Secret, old.Version.Version }),
        };
        var events = services.GetRequiredService<EventDispatcher>();
        await events.EnqueueAsync(told, cancellationToken);
        await events.EnqueueAsync(told, cancellationToken);

        var (calls, failed) = (0, 0);
        var (cached, read) = (key, clock.GetTimestamp());
        var state = await DemoWait.UntilAsync(
            "the end of the rotation",
            async () =>
            {
                if (clock.GetElapsedTime(read) > Cached)
                {
                    (cached, read) = ((await secrets.GetAsync(policy.Secret, cancellationToken))!.Value, clock.GetTimestamp());
                }

                calls++;
                failed += await platform.ProbeAsync(policy, cached, cancellationToken) == KeyProbeResult.Accepted ? 0 : 1;
                return await journal.ReadAsync(Credential, cancellationToken);
            },
            static state => state.Rotation?.Step == RotationStep.Done,
            static state => state.Rotation?.Step,
            clock,
            cancellationToken);

        var versions = await secrets.ListVersionsAsync(policy.Secret, cancellationToken);
        var dead = await platform.ProbeAsync(policy, key, cancellationToken) == KeyProbeResult.Refused;
        return new()
        {
            Tried = "A near-expiry event, delivered twice, while a consumer calls with the key",
            ModelSaw = $"{calls} calls, {failed} refused",
            ClientGot =
                $"a new key after {(state.LastRotated - state.Rotation!.Started)?.TotalSeconds:0.0} s; the old one {(dead ? "is refused" : "still works")}",
            Checks =
            [
                new("No call of the consumer failed", failed == 0 && calls > 0),
                new("The old key is refused", dead),
                new("The journal has the proof", state.Rotation.Proved is not null),
                new("Two events made one new version", versions.Count == 2),
                new("The new version is not near its expiry", versions[0].Attributes.Expires > clock.GetUtcNow().AddDays(59)),
            ],
        };
    }
}
