using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>Credentials that come to their end, and one that leaked.</summary>
internal static class RotatorScenarios
{
    /// <summary>The sweep runs from the start, in every duty's absence.</summary>
    public static ScenarioStep First { get; } = new(
        "rotator", "makes the key of the fingerprints",
        static (world, cancel) => world["rotator"].Function<RotationSweepFunction>().RunAsync(DutyTestHost.Tick, cancel));

    public static IReadOnlyList<ScenarioStep> All { get; } =
    [
        new("rotator", "rotates a key that is near its expiry, and one that is due, to the end", RotateAsync),
        new("rotator", "compares what the gateway reported", LeakAsync),
        new("rotator", "shows the credentials", CredentialsAsync),
        new(
            "rotator", "drills",
            static (world, cancel) => world["rotator"].Function<DrillSweepFunction>().RunAsync(DutyTestHost.Tick, cancel)),
        new("rotator", "takes events over HTTP", (world, cancel) => RedactorScenarios.HttpAsync(
            world, "rotator", RedactorScenarios.Long("Microsoft.KeyVault.SecretNearExpiry"), cancel)),
        new(
            "rotator", "leaves a message that is no event to the poison queue",
            (world, cancel) => RedactorScenarios.PoisonAsync(world, "rotator", cancel)),
        new(
            "rotator", "sends a heartbeat, and closes the interactions of an ended instance",
            (world, cancel) => GatewayScenarios.RecoverAsync(world, "rotator", cancel)),
    ];

    private static async Task RotateAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["rotator"];
        await world.DeliverAsync(
            "rotator",
            """{"id":"1","topic":"/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/guard","subject":"claims-key","eventType":"Microsoft.KeyVault.SecretNearExpiry","eventTime":"2026-11-23T10:00:00Z","dataVersion":"1","metadataVersion":"1","data":{"Id":"https://guard.vault.azure.net/secrets/claims-key/VERSION","VaultName":"guard","ObjectType":"Secret","ObjectName":"claims-key","Version":"VERSION"}}"""
                .Replace("VERSION", world.SecretVersion, StringComparison.Ordinal),
            cancellationToken);
        (await world.RunQueueAsync("rotator", cancellationToken)).ShouldBe(1);
        var journal = host.Services.GetRequiredService<RotationJournal>();
        for (var i = 0; i < 60; i++)
        {
            await host.Function<RotationSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
            if (await IsDoneAsync("claims-key") && await IsDoneAsync("ml-key"))
            {
                return;
            }

            world.Clock.Advance(TimeSpan.FromHours(1));
        }

        (await journal.ReadAsync("claims-key", cancellationToken)).Rotation!.Step.ShouldBe(RotationStep.Done);
        (await journal.ReadAsync("ml-key", cancellationToken)).Rotation!.Step.ShouldBe(RotationStep.Done);

        async Task<bool> IsDoneAsync(string id) => (await journal.ReadAsync(id, cancellationToken)).Rotation is { Step: RotationStep.Done };
    }

    private static async Task CredentialsAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["rotator"];
        (await DutyTestHost.SendAsync(
            host, host.Function<CredentialsFunction>().RunAsync, "GET", "/guard/credentials", world.Person("auditor"))).Is(200);
    }

    /// <summary>One that is none of ours, and then a live key.</summary>
    private static async Task LeakAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        foreach (var published in world.Azure.Published)
        {
            await world.DeliverAsync("rotator", published, cancellationToken);
        }

        (await world.RunQueueAsync("rotator", cancellationToken)).ShouldBe(world.Azure.Published.Count);
        var host = world["rotator"];
        var live = (await host.Services.GetRequiredService<ISecretStore>().GetAsync("claims-key", cancellationToken))!.Value;
        (await host.Services.GetRequiredService<LeakedKeys>().ReportAsync(live, "guard", cancellationToken)).ShouldBe("claims-key");
        live = (await host.Services.GetRequiredService<ISecretStore>().GetAsync("ml-key", cancellationToken))!.Value;
        (await host.Services.GetRequiredService<LeakedKeys>().ReportAsync(live, "guard", cancellationToken)).ShouldBe("ml-key");
        for (var i = 0; i < 10; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.Function<RotationSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
        }
    }
}
