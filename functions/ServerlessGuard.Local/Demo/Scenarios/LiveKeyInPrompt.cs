using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A key that works is pasted into a prompt: the guard recognises it as its own and replaces it at once.</summary>
internal sealed class LiveKeyInPrompt : IDemoScenario
{
    private const string Credential = "demo-key";

    public string Title => "A live key pasted into a prompt";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var services = context.Services;
        var (secrets, clock, journal) = (
            services.GetRequiredService<ISecretStore>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<RotationJournal>());
        var policy = context.Policies.Current.Credentials[Credential];
        var platform = services.GetRequiredService<Rotator>().PlatformOf(policy);
        var key = (await platform.ListAsync(policy, cancellationToken))[0].Key;
        if ((await secrets.GetAsync(policy.Secret, cancellationToken))?.Value is { } current)
        {
            key = current;
        }
        else
        {
            await secrets.SetAsync(policy.Secret, key, SecretAttributes.None, cancellationToken);
        }

        var (reply, saw) = await context.AskAsync("demo", $"Why is api_key={key} refused?", stream: false, cancellationToken);
        var state = await DemoWait.UntilAsync(
            "the end of the rotation",
            () => journal.ReadAsync(Credential, cancellationToken),
            static state => state.Rotation is { Reason: RotationReason.Leak, Step: RotationStep.Done },
            static state => (state.Rotation?.Id, state.Rotation?.Step),
            clock,
            cancellationToken);
        var dead = await platform.ProbeAsync(policy, key, cancellationToken) == KeyProbeResult.Refused;
        var alive = await platform.ProbeAsync(policy, (await secrets.GetAsync(policy.Secret, cancellationToken))!.Value, cancellationToken)
            == KeyProbeResult.Accepted;
        return new()
        {
            Tried = $"Why is api_key={key[..6]}… refused?",
            ModelSaw = saw.Length == 0 ? "nothing" : Excerpt.Of(saw),
            ClientGot =
                $"{Excerpt.Of(reply)}; the key was revoked {(state.LastProved - state.Rotation!.Started)?.TotalSeconds:0.0} s after it was recognised",
            Checks =
            [
                new("The model did not see the key", !saw.Contains(key, StringComparison.Ordinal)),
                new("The key is refused now", dead),
                new("The vault's key works", alive),
                new("The journal has the proof", state.Rotation.Proved is not null),
            ],
        };
    }
}
