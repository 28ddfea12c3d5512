using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>A person decides at the reviewer's app; the duty that asked for their word takes it up by itself.</summary>
public sealed class DecisionTests(AzuriteServer azurite)
{
    private static readonly TimerInfo Tick = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("approve", RollbackStep.Declined, false)]
    [InlineData("deny", RollbackStep.Declined, true)]
    public async Task ARollbackThatWaits_GoesOn_OnceAPersonHasDecided(string act, RollbackStep step, bool ends)
    {
        var policy = new DutyPolicy(tier: "rollback: { approval: required }");
        await using var deployer = DutyHost.Of("deployer", azurite, policy.Policy);
        await using var reviewer = DutyHost.Of("reviewer", azurite, policy.Policy);
        var rollbacks = deployer.Services.GetRequiredService<Rollbacks>();
        (await rollbacks.RequestAsync(
            new RollbackTrigger { Id = "t1", Model = policy.Model, Cause = RollbackCause.Worse, Deployment = "one", Actor = "guard" },
            Cancel)).ShouldBe(RollbackBeginResult.Waiting);
        var sweep = deployer.Function<RollbackSweepFunction>();
        await sweep.RunAsync(Tick, Cancel);
        var waiting = (await JournalAsync(deployer, policy)).ShouldNotBeNull();
        waiting.Step.ShouldBe(RollbackStep.Approve);

        await DecideAsync(reviewer, waiting.CaseId, act);
        await sweep.RunAsync(Tick, Cancel);
        await sweep.RunAsync(Tick, Cancel);

        var after = (await JournalAsync(deployer, policy)).ShouldNotBeNull();
        (after.Step == step).ShouldBe(ends);
        after.Step.ShouldNotBe(RollbackStep.Approve);
        (await DutyLog.ReadAsync(deployer))
            .Count(static entry => entry.Kind == AuditKinds.RollbackProgressed && entry.Actor == DutyPolicy.ReviewerPrincipal)
            .ShouldBe(1);
        deployer.Grants.Denied.Concat(reviewer.Grants.Denied).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("approve", false)]
    [InlineData("deny", true)]
    public async Task ALeakThatWaits_IsRotatedOrDismissed_OnceAPersonHasDecided(string act, bool dismissed)
    {
        var policy = WithCredential();
        await using var rotator = DutyHost.Of("rotator", azurite, policy.Policy);
        await using var reviewer = DutyHost.Of("reviewer", azurite, policy.Policy);
        var credential = policy.Policy.Credentials.Values.Single();
        var journal = rotator.Services.GetRequiredService<RotationJournal>();
        await rotator.Services.GetRequiredService<Core.Ports.ISecretStore>()
            .SetAsync(credential.Secret, "0123456789abcdef", Core.Ports.SecretAttributes.None, Cancel);
        (await rotator.Services.GetRequiredService<Rotator>()
            .BeginAsync(credential, new RotationTrigger("leak:1", RotationReason.Leak), Cancel)).ShouldBe(RotationBeginResult.Started);
        var sweep = rotator.Function<RotationSweepFunction>();
        await sweep.RunAsync(Tick, Cancel);
        var waiting = (await journal.ReadAsync(credential.Id, Cancel)).Rotation.ShouldNotBeNull();
        waiting.Step.ShouldBe(RotationStep.Confirm);

        await DecideAsync(reviewer, $"leak-{waiting.Id}", act);
        await Task.WhenAll(sweep.RunAsync(Tick, Cancel), rotator.Function<RotationSweepFunction>().RunAsync(Tick, Cancel))
            .ContinueWith(static _ => { }, TaskScheduler.Default);

        var after = (await journal.ReadAsync(credential.Id, Cancel)).Rotation.ShouldNotBeNull();
        after.Step.ShouldNotBe(RotationStep.Confirm);
        (after.Step == RotationStep.Superseded).ShouldBe(dismissed);
        (await DutyLog.ReadAsync(rotator))
            .Count(static entry => entry.Kind == AuditKinds.RotationConfirmed && entry.Actor == DutyPolicy.ReviewerPrincipal)
            .ShouldBe(1);
        rotator.Grants.Denied.Concat(reviewer.Grants.Denied).ShouldBeEmpty();
    }

    private DutyPolicy WithCredential()
    {
        var name = $"key-{Guid.NewGuid():N}"[..16];
        _ = AuthorizingProxy.Of(azurite);
        return new DutyPolicy(more: $$"""
            credentials:
              - { id: {{name}}, platform: azure-openai, resource: "{{AuthorizingProxy.Account}}", secret: {{name}}, rotate_every: 30d, overlap: 24h, on_leak: confirm }
            """);
    }

    private static async Task<Rollback?> JournalAsync(DutyHost deployer, DutyPolicy policy) =>
        (await deployer.Services.GetRequiredService<RollbackJournal>().ReadAsync(policy.Model, Cancel)).Rollback;

    private static async Task DecideAsync(DutyHost reviewer, string id, string act)
    {
        var cases = reviewer.Function<CasesFunction>().RunAsync;
        var seen = await DutyCall.SendAsync(reviewer, cases, "GET", $"/guard/cases/{id}", DutyPolicy.Reviewer);
        seen.Status.ShouldBe(200, seen.Body);
        var decided = await DutyCall.SendAsync(
            reviewer, cases, "POST", $"/guard/cases/{id}/{act}", DutyPolicy.Reviewer, "{}", ("If-Match", seen.Headers.ETag!));
        decided.Status.ShouldBe(200, decided.Body);
    }
}
