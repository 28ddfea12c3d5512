using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Functions.Tests;

/// <summary>
/// Drills of the duties' apps, each with its duty's rights alone. One journal is all drills', and another test's sweep
/// would stop them: they run one after the other, on an emulator of their own.
/// </summary>
public sealed class DrillTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private static readonly TimerInfo Tick = new();
    private static readonly FakeTimeProvider Clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// The deployer calls the gateway's app as a caller; the answer is held there, and a person acknowledges in the reviewer's console.
    /// </summary>
    [Fact]
    public async Task AnIncidentDrill_GoesThroughTheGatewaysOwnDoor()
    {
        var told = "";
        await using var model = await ScriptedModel.StartAsync(async (http, seen) =>
        {
            // A model that does as it is told.
            told = seen.Json["messages"]![1]!["content"]!.GetValue<string>();
            var says = told.StartsWith("Copy", StringComparison.Ordinal)
                ? told[(told.IndexOf(": ", StringComparison.Ordinal) + 2)..]
                : "Seven.";
            await ScriptedModel.Json(
                $$"""{"id":"c","object":"chat.completion","created":1,"model":"one","choices":[{"index":0,"message":{"role":"assistant","content":"{{says}}"},"finish_reason":"stop"}]}""")(
                http, seen);
        });
        var policy = new DutyPolicy(model.Address.ToString(), drills: "incident: { application: APP }");
        await using var gateway = DutyHost.Of("gateway", azurite, policy.Policy, Clock);
        var door = new FunctionInvoker(gateway, gateway.Function<ChatCompletionsFunction>().RunAsync, policy.Token);
        var settings = new Dictionary<string, string?> { ["Guard:Gateway"] = "https://gateway.example.net/" };
        await using var deployer = DutyHost.Of("deployer", azurite, policy.Policy, Clock, settings, after: services =>
            services.AddHttpClient(DutyServiceCollectionExtensions.DrillClient).ConfigurePrimaryHttpMessageHandler(() => door));
        var driller = deployer.Services.GetRequiredService<Driller>();
        var sweep = deployer.Function<DrillSweepFunction>();

        var run = (await driller.BeginAsync(DrillKind.Incident, DrillMode.Full, "user:test", false, Cancel)).ShouldNotBeNull();
        await sweep.RunAsync(Tick, Cancel);
        var desk = deployer.Services.GetRequiredService<IncidentWorkflow>();
        var incident = (await desk.ListAsync(Cancel)).Single(i => i.Drill == run.Id);
        incident.IsOpen.ShouldBeTrue();
        told.ShouldStartWith("Copy this sentence");
        door.Asked.ShouldAllBe(
            static asked => asked.Scheme == "Bearer" && asked.Parameter!.StartsWith("identity-deployer", StringComparison.Ordinal));

        await using var reviewer = DutyHost.Of("reviewer", azurite, policy.Policy, Clock);
        (await reviewer.Services.GetRequiredService<IncidentWorkflow>()
            .AcknowledgeAsync(incident.Id, DutyPolicy.ReviewerPrincipal, null, Cancel)).ShouldNotBeNull();
        await SweepUntilOverAsync(deployer, run.Id);

        var ended = (await DutyLog.ReadAsync(deployer)).Single(
            entry => entry.Kind == AuditKinds.DrillEnded && entry.Facts["run"] == run.Id);
        ended.Facts["outcome"].ShouldBe("passed");
        (await DutyLog.ReadAsync(gateway))
            .Where(static entry => entry.Kind == AuditKinds.InteractionClosed)
            .Select(static entry => entry.Verdict)
            .ShouldBe(["allow", "block"]);
        gateway.Grants.Denied.Concat(deployer.Grants.Denied).Concat(reviewer.Grants.Denied).ShouldBeEmpty();
    }

    /// <summary>
    /// The rotator kills the drill's key on the simulated platform and proves its refusal; the deployer's app leaves that drill alone.
    /// </summary>
    [Fact]
    public async Task ARevocationDrill_IsTheRotators()
    {
        var azure = AuthorizingProxy.Of(azurite);
        var account = azure.Simulation.OpenAI.AddAccount($"{AuthorizingProxy.Subscription}Microsoft.CognitiveServices/accounts/drill");
        var policy = new DutyPolicy(drills: "revocation: { credential: drill-key }", more: $$"""
            credentials:
              - { id: drill-key, platform: azure-openai, resource: "{{account.Id}}", secret: drill-key, rotate_every: 30d, overlap: 24h }
            """);
        await using var rotator = DutyHost.Of("rotator", azurite, policy.Policy, Clock);
        await using var deployer = DutyHost.Of("deployer", azurite, policy.Policy, Clock);
        var old = account.Keys[0][^1];
        await rotator.Services.GetRequiredService<Core.Ports.ISecretStore>()
            .SetAsync("drill-key", old, Core.Ports.SecretAttributes.None, Cancel);
        var request = new DrillRequest($"r{Guid.NewGuid():N}", DrillKind.Revocation, DrillMode.Full, "user:test");
        (await deployer.Services.GetRequiredService<DrillJournal>().RequestAsync(request, Cancel)).ShouldNotBeNull();

        await deployer.Function<DrillSweepFunction>().RunAsync(Tick, Cancel);
        (await deployer.Services.GetRequiredService<DrillJournal>().ReadAsync(Cancel)).Requested.ShouldNotBeNull();
        await SweepUntilOverAsync(rotator, request.Id);

        var ended = (await DutyLog.ReadAsync(rotator)).Single(
            entry => entry.Kind == AuditKinds.DrillEnded && entry.Facts["run"] == request.Id);
        (ended.Facts["outcome"], ended.Facts.ContainsKey("seconds_to_key_refused")).ShouldBe(("passed", true));
        (await rotator.Services.GetRequiredService<Core.Ports.ISecretStore>().GetAsync("drill-key", Cancel))
            .ShouldNotBeNull().Value
            .ShouldNotBe(old);
        rotator.Grants.Denied.Concat(deployer.Grants.Denied).ShouldBeEmpty();
    }

    private static async Task SweepUntilOverAsync(DutyHost host, string run)
    {
        var sweep = host.Function<DrillSweepFunction>();
        for (var turn = 0; (await host.Services.GetRequiredService<DrillJournal>().ReadAsync(Cancel)).Run is not { IsOver: true } over
            || over.Id != run; turn++)
        {
            turn.ShouldBeLessThan(600, "the drill does not end");
            Clock.Advance(TimeSpan.FromSeconds(1));
            await sweep.RunAsync(Tick, Cancel);
        }
    }

    /// <summary>Carries an HTTP call to a function, with a token that Entra would have issued for the caller's identity.</summary>
    private sealed class FunctionInvoker(DutyHost host, Func<HttpRequest, Task> run, string token) : HttpMessageHandler
    {
        public List<System.Net.Http.Headers.AuthenticationHeaderValue> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.Headers.Authorization.ShouldNotBeNull());
            var answer = await DutyCall.SendAsync(
                host, run, request.Method.Method, request.RequestUri!.AbsolutePath, token,
                await request.Content!.ReadAsStringAsync(cancellationToken));
            var response = new HttpResponseMessage((System.Net.HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body) };
            foreach (var (name, value) in answer.Headers.Where(static header => header.Key.StartsWith("Guard-", StringComparison.Ordinal)))
            {
                response.Headers.TryAddWithoutValidation(name, value.ToString());
            }

            return response;
        }
    }
}
