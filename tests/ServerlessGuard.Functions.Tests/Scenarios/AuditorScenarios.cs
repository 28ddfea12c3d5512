using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>The log, the evidence and what is due.</summary>
internal static class AuditorScenarios
{
    public static IReadOnlyList<ScenarioStep> All { get; } =
    [
        new(
            "auditor", "sequences every duty's log",
            static (world, cancel) => world["auditor"].Function<CheckpointFunction>().RunAsync(DutyTestHost.Tick, cancel)),
        new("auditor", "shows the log and an interaction", LogAsync),
        new("auditor", "shows its console", ConsoleAsync),
        new(
            "auditor", "reviews who may do what",
            static (world, cancel) => world["auditor"].Function<AccessReviewFunction>().RunAsync(DutyTestHost.Tick, cancel)),
        new("auditor", "makes evidence and shows it", EvidenceAsync),
        new("auditor", "destroys content that is due", RetentionAsync),
        new("auditor", "takes events over HTTP", (world, cancel) => RedactorScenarios.HttpAsync(
            world, "auditor", RedactorScenarios.Long("Microsoft.Resources.ResourceWriteSuccess"), cancel)),
        new(
            "auditor", "leaves a message that is no event to the poison queue",
            (world, cancel) => RedactorScenarios.PoisonAsync(world, "auditor", cancel)),
        new(
            "auditor", "sends a heartbeat, and closes the interactions of an ended instance",
            (world, cancel) => GatewayScenarios.RecoverAsync(world, "auditor", cancel)),
    ];

    /// <summary>The auditor's own console, to look only; and a caller key, which opens nothing there.</summary>
    private static async Task ConsoleAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["auditor"];
        Task<Reply> PageAsync(string method, string path, string? cookie, string? form = null) => DutyTestHost.SendAsync(
            host, host.Function<ConsoleFunction>().RunAsync, method, path, null, form,
            [
                .. form is null ? [] : new[] { ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "https://guard.test") },
                .. cookie is null ? [] : new[] { ("Cookie", cookie) }
            ]);

        (await PageAsync("POST", "/console/sign-in", null, "key=" + world.Key)).Is(403);
        var cookie = (await PageAsync("POST", "/console/sign-in", null, "key=" + world.Person("auditor")))
            .Is(303)
            .Header("Set-Cookie")
            .Split(';')[0];
        var interaction = (await world.EntriesAsync("gateway", cancellationToken)).First(
            static e => e.Kind == AuditKinds.InteractionClosed).Interaction;
        foreach (var page in (string[])[
            "/console/", "/console/interactions", $"/console/interactions/{interaction}", "/console/credentials",
            "/console/credentials/claims-key", "/console/drills"
        ])
        {
            (await PageAsync("GET", page, cookie)).Is(200);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(8));
        var shown = (await PageAsync("GET", "/console/credentials", cookie)).Is(200);
        var token = ReviewerScenarios.Field("form-token", shown.Body);
        (await PageAsync("POST", "/console/sign-out", cookie, $"form-token={Uri.EscapeDataString(token)}")).Is(303);
    }

    private static async Task LogAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["auditor"];
        foreach (var path in (string[])["checkpoint", "tile/entries/000", "tile/0/000"])
        {
            (await DutyTestHost.SendAsync(host, host.Function<LogFilesFunction>().RunAsync, "GET", "/guard/log/"
                + path, world.Person("auditor"))).Status.ShouldBeOneOf(200, 404);
        }

        var interaction = (await world.EntriesAsync("gateway", cancellationToken)).First(
            static e => e.Kind == AuditKinds.InteractionClosed).Interaction;
        (await DutyTestHost.SendAsync(
            host, host.Function<InteractionsFunction>().RunAsync, "GET", $"/guard/interactions/{interaction}", world.Person("auditor")))
            .Is(200);
    }

    private static async Task EvidenceAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["auditor"];
        var old = new AzureBlobStore(world.Azure.Outside, "evidence", new Core.Ports.SystemEntropy(world.Clock));
        for (var i = 10; i < 42; i++)
        {
            await old.CreateAsync($"20200101T0000{i}0000000Z/report.html", new MemoryStream([1]), cancellationToken);
        }

        await host.Function<EvidencePackFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Function<EvidencePackFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
        (await DutyTestHost.SendAsync(host, host.Function<EvidenceFunction>().RunAsync, "GET", "/guard/evidence", world.Person("auditor")))
            .Is(303);
        (await DutyTestHost.SendAsync(
            host, host.Function<EvidenceFunction>().RunAsync, "GET", "/guard/evidence/" + Core.Evidence.Packs.PackNames.Report,
            world.Person("auditor"))).Is(200);
        (await DutyTestHost.SendAsync(host, host.Function<StatementsFunction>().RunAsync, "GET", "/guard/statements", world.Person("auditor")))
            .Is(200);
    }

    private static async Task RetentionAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        world.Clock.Advance(TimeSpan.FromDays(40));
        for (var i = 0; i < 3; i++)
        {
            await world["auditor"].Function<RetentionFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
            world.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        (await world.EntriesAsync("auditor", cancellationToken)).ShouldContain(static e => e.Kind == AuditKinds.ContentExpired);
    }
}
