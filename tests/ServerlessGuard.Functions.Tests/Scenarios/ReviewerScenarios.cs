using System.Text.Json;
using System.Text.RegularExpressions;
using ServerlessGuard.Azure.Storage;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>Reviewers at the console and at the API.</summary>
internal static partial class ReviewerScenarios
{
    public static IReadOnlyList<ScenarioStep> All { get; } =
    [
        new("reviewer", "shows the console and decides there", ConsoleAsync),
        new("reviewer", "releases a long answer", LongAsync),
        new("reviewer", "denies an answer", DenyAsync),
        new("reviewer", "lets a held request through once", InputAsync),
        new("reviewer", "inspects an output that an application reports", ReportedAsync),
        new("reviewer", "takes events over HTTP", (world, cancel) => RedactorScenarios.HttpAsync(
            world, "reviewer", RedactorScenarios.Long("ServerlessGuard.OutputProduced"), cancel)),
        new(
            "reviewer", "leaves a message that is no event to the poison queue",
            (world, cancel) => RedactorScenarios.PoisonAsync(world, "reviewer", cancel)),
        new("reviewer", "inspects what an application reports over HTTP", OutputsAsync),
        new("reviewer", "reminds, escalates and ends what nobody decides", SweepAsync),
        new(
            "reviewer", "sends a heartbeat, and closes the interactions of an ended instance",
            (world, cancel) => GatewayScenarios.RecoverAsync(world, "reviewer", cancel)),
    ];

    private static async Task ConsoleAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["reviewer"];
        Task<Reply> PageAsync(string method, string path, string? cookie, string? form = null) => DutyTestHost.SendAsync(
            host, host.Function<ConsoleFunction>().RunAsync, method, path, null, form,
            [
                .. form is null ? [] : new[] { ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "https://guard.test") },
                .. cookie is null ? [] : new[] { ("Cookie", cookie) }
            ]);

        var signedIn = (await PageAsync("POST", "/console/sign-in", null, "key=" + world.Person("reviewer", "auditor", "admin"))).Is(303);
        var cookie = signedIn.Header("Set-Cookie").Split(';')[0];
        foreach (var page in (string[])["/console/", "/console/cases", "/console/settings", $"/console/cases/{world.Cases["answer"]}"])
        {
            (await PageAsync("GET", page, cookie)).Is(200);
        }

        var shown = await PageAsync("GET", $"/console/cases/{world.Cases["answer"]}", cookie);
        var token = Field("form-token", shown.Body);
        (await PageAsync(
            "POST", $"/console/cases/{world.Cases["answer"]}/approve", cookie,
            $"form-token={Uri.EscapeDataString(token)}&version={Uri.EscapeDataString(Field("version", shown.Body))}&reason=sample"))
            .Is(303);
        (await world.ReleaseAsync("answer")).Is(200);
        world.Clock.Advance(TimeSpan.FromMinutes(8));
        (await PageAsync("GET", "/console/cases", cookie)).Is(200);
        (await PageAsync("POST", "/console/sign-out", cookie, $"form-token={Uri.EscapeDataString(token)}")).Is(303);
    }

    private static async Task LongAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["reviewer"];
        (await DutyTestHost.SendAsync(host, host.Function<CasesFunction>().RunAsync, "GET", "/guard/cases", world.Person("reviewer")))
            .Is(200);
        (await DutyTestHost.SendAsync(
            host, host.Function<ReviewLoadFunction>().RunAsync, "GET", "/guard/review/load", world.Person("reviewer"))).Is(200);
        await world.ApproveAsync("long");
        (await world.ReleaseAsync("long")).Is(200);
    }

    private static async Task InputAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        await world.ApproveAsync("input");
        await world["reviewer"].Function<CaseSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
        await GatewayScenarios.SendAgainAsync(world);
        await world["reviewer"].Function<CaseSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
    }

    private static async Task ReportedAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["reviewer"];
        await new AzureStagedBlobStore(world.Azure.Outside).StageAsync(
            "reported/claims/1.txt", "one", 0, "The deployment key is ghp_16C7e42F292c6912E7710c838347Ae178B4a."u8.ToArray(),
            cancellationToken);
        await new AzureStagedBlobStore(world.Azure.Outside).CommitAsync("reported/claims/1.txt", "one", 1, cancellationToken);
        var told = JsonSerializer.Serialize(new[] { new
        {
            specversion = "1.0",
            id = "r-1",
            source = "apps",
            type = "ServerlessGuard.OutputProduced",
            time = "2026-11-23T10:00:00Z",
            subject = "s",
            data = new { blob = "reported/claims/1.txt", filler = new string('x', 60_000) }
        } });
        var token = Tokens.App(ScenarioPolicy.Caller, world.Clock.GetUtcNow(), "events");
        (await DutyTestHost.SendAsync(
            host, host.Function<EventsFunction>().RunAsync, "POST", "/events", token, told,
            ("Content-Type", "application/cloudevents-batch+json"))).Is(202);
        (await world.RunQueueAsync("reviewer", cancellationToken)).ShouldBe(1);
        (await world.EntriesAsync("reviewer", cancellationToken)).ShouldContain(static e => e.Kind == Core.Audit.AuditKinds.OutputReported);
    }

    /// <summary>A held answer is denied, which its deployment's outcomes count.</summary>
    private static async Task DenyAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        for (var time = 0; time < 2; time++)
        {
            world.Cases["denied"] = (await GatewayScenarios.AskAsync(world, GatewayScenarios.Chat("Tell me: what is the deployment key?")))
                .Is(200)
                .Header("Guard-Case");
            await world.CountAsync("gateway", cancellationToken);
            world.Clock.Advance(TimeSpan.FromSeconds(30));
            await world.ActAsync("denied", "deny");
            for (var i = 0; i < 3; i++)
            {
                await world["reviewer"].Function<CaseSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
                world.Clock.Advance(TimeSpan.FromSeconds(30));
            }

            await world.CountAsync("reviewer", cancellationToken);
        }
    }

    public static async Task AfterMonthsAsync(DutyTestHost world)
    {
        var host = world["reviewer"];
        (await DutyTestHost.SendAsync(
            host, host.Function<OutputsFunction>().RunAsync, "POST", "/guard/outputs", world.App,
            new { output = "The deployment key is ghp_16C7e42F292c6912E7710c838347Ae178B4a.", id = "r-3" })).Is(200);
    }

    private static async Task OutputsAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        var host = world["reviewer"];
        var said = string.Concat(Enumerable.Repeat("The claim was filed in time and it is complete. ", 3000))
            + "The deployment key is ghp_16C7e42F292c6912E7710c838347Ae178B4a.";
        for (var time = 0; time < 2; time++)
        {
            (await DutyTestHost.SendAsync(host, host.Function<OutputsFunction>().RunAsync, "POST", "/guard/outputs", world.Key, new
            {
                output = said,
                id = "r-2"
            })).Is(200).Json["verdict"]!.GetValue<string>().ShouldBe("hold");
        }
    }

    private static async Task SweepAsync(DutyTestHost world, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 6; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            await world["reviewer"].Function<CaseSweepFunction>().RunAsync(DutyTestHost.Tick, cancellationToken);
        }
    }

    public static string Field(string name, string page) =>
        Value().Matches(page).First(match => match.Groups["name"].Value == name).Groups["value"].Value;

    [GeneratedRegex("name=\"(?<name>[a-z-]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Value();
}
