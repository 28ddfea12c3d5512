using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Functions.Tests;

/// <summary>
/// The Functions host runs a timer on one instance; these hold where it does not: two instances, the same timer, at once.
/// </summary>
public sealed class TwoInstancesTests(AzuriteServer azurite)
{
    private static readonly TimerInfo Tick = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Timers => [.. from duty in DutyFile.Functions
                                                          from function in duty.Value
                                                          where TimerOf(function) is not null
                                                          select (duty.Key, function)];

    [LongTheory]
    [MemberData(nameof(Timers))]
    public async Task EveryTimer_RunsOnTwoInstancesAtOnce(string duty, string function)
    {
        var policy = new DutyPolicy();
        await using var one = DutyHost.Of(duty, azurite, policy.Policy);
        await using var two = DutyHost.Of(duty, azurite, policy.Policy);

        await Task.WhenAll(RunAsync(one, function), RunAsync(two, function));

        one.Grants.Denied.Concat(two.Grants.Denied).ShouldBeEmpty();
    }

    [Fact]
    public async Task ACaseWhoseTimeIsOver_EndsOnce()
    {
        var (policy, clock) = (new DutyPolicy(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var one = DutyHost.Of("reviewer", azurite, policy.Policy, clock);
        await using var two = DutyHost.Of("reviewer", azurite, policy.Policy, clock);
        var id = $"case-{Guid.NewGuid():N}";
        await one.Services.GetRequiredService<ICaseOpener>().OpenAsync(
            new NewCase { Id = id, Kind = CaseKind.Rollback, Subject = policy.Model, DecideWithin = TimeSpan.FromMinutes(10) }, Cancel);
        clock.Advance(TimeSpan.FromMinutes(11));

        for (var turn = 0; turn < 3; turn++)
        {
            await Task.WhenAll(RunAsync(one, "case_sweep"), RunAsync(two, "case_sweep"));
        }

        var decision = (await one.Services.GetRequiredService<CaseDecisionReader>().FindAsync(id, Cancel)).ShouldNotBeNull();
        (decision.IsApproved, decision.Actor).ShouldBe((false, "guard"));
        (await BothAsync(one, two))
            .Count(entry => entry.Kind == AuditKinds.CaseDecided && entry.Facts.GetValueOrDefault("case") == id)
            .ShouldBe(1);
    }

    [Fact]
    public async Task ACredentialThatIsDue_IsRotatedOnce()
    {
        var (name, azure) = ($"key-{Guid.NewGuid():N}"[..16], AuthorizingProxy.Of(azurite));
        var account = azure.Simulation.OpenAI.AddAccount($"{AuthorizingProxy.Subscription}Microsoft.CognitiveServices/accounts/{name}");
        var policy = new DutyPolicy(more: $$"""
            credentials:
              - { id: {{name}}, platform: azure-openai, resource: "{{account.Id}}", secret: {{name}}, rotate_every: 30d, overlap: 24h }
            """);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var one = DutyHost.Of("rotator", azurite, policy.Policy, clock);
        await using var two = DutyHost.Of("rotator", azurite, policy.Policy, clock);
        await one.Services.GetRequiredService<ISecretStore>().SetAsync(name, account.Keys[0][^1], SecretAttributes.None, Cancel);
        clock.Advance(TimeSpan.FromDays(31));

        for (var turn = 0; turn < 5; turn++)
        {
            await Task.WhenAll(RunAsync(one, "rotation_sweep"), RunAsync(two, "rotation_sweep"));
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        (await one.Services.GetRequiredService<RotationJournal>().ReadAsync(name, Cancel)).Rotation
            .ShouldNotBeNull().Step
            .ShouldBe(RotationStep.Overlap);
        (await BothAsync(one, two)).Count(static entry => entry.Kind == AuditKinds.RotationStarted).ShouldBe(1);
        (await one.Services.GetRequiredService<ISecretStore>().ListVersionsAsync(name, Cancel)).Count.ShouldBe(2, "one new version");
        account.Accepts((await one.Services.GetRequiredService<ISecretStore>().GetAsync(name, Cancel))!.Value).ShouldBeTrue();
        one.Grants.Denied.Concat(two.Grants.Denied).ShouldBeEmpty();
    }

    [Fact]
    public async Task ARollback_IsCarriedOnByOne()
    {
        var policy = new DutyPolicy();
        await using var one = DutyHost.Of("deployer", azurite, policy.Policy);
        await using var two = DutyHost.Of("deployer", azurite, policy.Policy);
        var trigger = new RollbackTrigger
        {
            Id = "t1",
            Model = policy.Model,
            Cause = RollbackCause.Worse,
            Deployment = "one",
            Actor = "guard"
        };
        await Task.WhenAll(
            ((DutyHost[])[one, two]).Select(host => host.Services.GetRequiredService<Rollbacks>().RequestAsync(trigger, Cancel).AsTask()));

        for (var turn = 0; turn < 3; turn++)
        {
            await Task.WhenAll(RunAsync(one, "rollback_sweep"), RunAsync(two, "rollback_sweep"));
        }

        (await BothAsync(one, two)).Count(static entry => entry.Kind == AuditKinds.RollbackStarted).ShouldBe(1);
        one.Grants.Denied.Concat(two.Grants.Denied).ShouldBeEmpty();
    }

    [Fact]
    public async Task ContentThatIsDue_IsDestroyed_WhoeverComesFirst()
    {
        var (policy, clock) = (new DutyPolicy(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var writer = DutyHost.Of("reviewer", azurite, policy.Policy, clock);
        await using var one = DutyHost.Of("auditor", azurite, policy.Policy, clock);
        await using var two = DutyHost.Of("auditor", azurite, policy.Policy, clock);
        var ids = Enumerable.Range(0, 5).Select(n => $"due-{n}-{Guid.NewGuid():N}").ToList();
        foreach (var id in ids)
        {
            await writer.Services.GetRequiredService<IContentStore>().PutAsync(
                id, "answer", "Hello."u8.ToArray(), new ContentTerms(policy.Name, "strict", clock.GetUtcNow() + TimeSpan.FromMinutes(1)),
                Cancel);
        }

        clock.Advance(TimeSpan.FromHours(3));
        await Task.WhenAll(RunAsync(one, "retention"), RunAsync(two, "retention"));
        await RunAsync(one, "retention");

        foreach (var id in ids)
        {
            (await writer.Services.GetRequiredService<IContentStore>().ReadAsync(id, "answer", "user:test", "test", Cancel)).ShouldBeNull();
        }

        (await BothAsync(one, two))
            .Where(static entry => entry.Kind == AuditKinds.ContentExpired)
            .Select(static entry => entry.Interaction)
            .Distinct()
            .Intersect(ids)
            .Count()
            .ShouldBe(ids.Count);
    }

    /// <summary>Two auditors at once make one log, and a witness signs it beside them.</summary>
    [Fact]
    public async Task TwoAuditors_MakeOneLog_WithAWitness()
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var signer = new NoteSigner("witness.example/w1", seed, NoteKey.CosignatureType);
        await using var first = DutyHost.Of("auditor", azurite);
        var log = await LogKey.LoadAsync(
            first.Services.GetRequiredService<ISecretStore>(), first.Services.GetRequiredService<IEntropy>(), Cancel);
        using var witness = await WitnessStore.OpenAsync(signer, log.Key, new InMemoryBlobStore(), TimeProvider.System, Cancel);
        await using var server = await WitnessServer.StartAsync(witness, "http://127.0.0.1:0", Cancel);
        var settings = new Dictionary<string, string?>
        {
            ["Guard:Witness:Url"] = server.Address.ToString(),
            ["Guard:Witness:Key"] = signer.Key.ToString()
        };
        await using var one = DutyHost.Of("auditor", azurite, settings: settings);
        await using var two = DutyHost.Of("auditor", azurite, settings: settings);
        var source = one.Services.GetRequiredService<ILogSource>();

        // Tests beside this one sequence too, without a witness: the newest head may be theirs.
        for (var turn = 0; ; turn++)
        {
            turn.ShouldBeLessThan(30, "no checkpoint bears the witness's signature");
            await one.Services.GetRequiredService<IAuditLog>().AppendAsync(
                new AuditEntry { Kind = AuditKinds.AccessReviewed, Time = TimeProvider.System.GetUtcNow(), Actor = "guard" }, Cancel);
            await Task.WhenAll(RunAsync(one, "checkpoint"), RunAsync(two, "checkpoint"));
            if (SignedNote.Parse((await source.ReadAsync(LogPaths.Checkpoint, Cancel)).ShouldNotBeNull().Span)
                .ShouldNotBeNull()
                .IsSignedBy(signer.Key))
            {
                break;
            }
        }

        var verified = await new LogVerifier(new LogVerifierOptions { Log = log.Key, Witness = signer.Key }).VerifyAsync(source, Cancel);
        verified.Findings.ShouldBeEmpty();
        verified.Witnessed.ShouldNotBeNull();
        one.Grants.Denied.Concat(two.Grants.Denied).ShouldBeEmpty();
    }

    private static async Task RunAsync(DutyHost host, string function)
    {
        var method = TimerOf(function)!;
        object?[] arguments = [.. method.GetParameters().Select(static p => p.ParameterType == typeof(TimerInfo) ? (object)Tick : Cancel)];
        await (method.Invoke(host.Function(method.DeclaringType!), arguments) as Task ?? Task.CompletedTask);
    }

    private static MethodInfo? TimerOf(string function) => typeof(HealthFunction).Assembly.GetTypes().SelectMany(static t => t.GetMethods())
        .SingleOrDefault(m => m.GetCustomAttribute<FunctionAttribute>()?.Name == function
            && m.GetParameters().Any(static p => p.GetCustomAttribute<TimerTriggerAttribute>() is not null));

    private static async Task<IReadOnlyList<AuditEntry>> BothAsync(DutyHost one, DutyHost two) =>
        [.. await DutyLog.ReadAsync(one), .. await DutyLog.ReadAsync(two)];
}
