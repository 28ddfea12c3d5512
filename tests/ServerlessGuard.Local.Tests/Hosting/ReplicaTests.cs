using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Local.Demo;
using ServerlessGuard.Local.Tests.Hosting.Replicas;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>
/// Two real processes on the same Azurite stores, before the same simulated Azure, under load, one of them killed at a
/// random moment and started anew, again and again.
/// </summary>
public sealed class ReplicaTests(AzuriteServer azurite, ITestOutputHelper output) : IClassFixture<AzuriteServer>
{
    private const int Clients = 4;

    /// <summary>How many times one dies: GUARD_REPLICA_LIVES, 3 where it is not set.</summary>
    private static readonly int Lives = Number("GUARD_REPLICA_LIVES") ?? 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task KilledReplicas_LoseAndDoubleNothing()
    {
        azurite.Require();
        var seed = Number("GUARD_REPLICA_SEED") ?? Environment.TickCount;
        output.WriteLine($"GUARD_REPLICA_SEED={seed}");
        await using var stage = await ReplicaHarness.OpenAsync(azurite.ConnectionString, Cancel);
        var keys = new ReplicaKeys(stage.Azure.Simulation);
        var (demo, claims) = (await stage.KeyAsync("demo"), await stage.KeyAsync("claims"));
        var (ann, bob) = (await stage.KeyAsync("ann", "--role", "reviewer"), await stage.KeyAsync("bob", "--role", "reviewer"));
        var policy = stage.Policy;
        await using var one = new Replica("replica-1", name => stage.UpAsync(name, policy));
        await using var two = new Replica("replica-2", name => stage.UpAsync(name, policy));
        Replica[] replicas = [one, two];
        await Task.WhenAll(one.StartAsync(), two.StartAsync());

        var (callers, reviews, rollbacks) = (new ReplicaCallers(
            replicas, demo), new ReplicaReviews(replicas, claims, ann, bob), new ReplicaRollbacks(stage, replicas));
        var trap = new ReplicaTrap(replicas, callers, reviews, seed);
        stage.Azure.Simulation.Answering = request =>
        {
            keys.Check(request);
            trap.Look(request);
        };
        using var end = new CancellationTokenSource();
        var work = Task.WhenAll(
            callers.RunAsync(Clients, end.Token),
            reviews.RunAsync(seed, end.Token),
            reviews.RunAsync(seed + 1, end.Token),
            rollbacks.RunAsync(end.Token),
            keys.TellAsync(stage.Stores.GetRequiredService<IWorkQueue>(), end.Token));
        for (var life = 0; life < Lives; life++)
        {
            var (victim, moment) = await trap.SpringAsync();
            output.WriteLine($"{victim.Name} dies {moment}");
            await victim.RestartAsync();
        }

        var before = rollbacks.Ended.Count;
        await Condition.HoldsAsync(() => rollbacks.Ended.Count > before, "a rollback after the last death", Replica.Work(replicas));
        await end.CancelAsync();
        await work;
        await Task.WhenAll(replicas.Select(static replica => replica.StopAsync()));

        // Ended replicas are silent for a minute of the service's clock. The next one finishes their work.
        await azurite.AdvanceAsync(TimeSpan.FromMinutes(2), Cancel);
        policy = stage.QuietPolicy;
        await one.RestartAsync();
        await VerifyReleasedAsync(reviews, one);
        await RestAsync(stage, keys);
        await one.StopAsync();
        await VerifyAsync(stage, callers, reviews, rollbacks, keys);
    }

    private static int? Number(string variable) => int.TryParse(
        Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A replica that never had the case releases the same bytes.</summary>
    private static async Task VerifyReleasedAsync(ReplicaReviews reviews, Replica replica)
    {
        using var http = new HttpClient();
        foreach (var (id, body) in reviews.Released)
        {
            (await reviews.FetchAsync(http, id, replica)).ShouldBe(body, id);
        }
    }

    /// <summary>
    /// Waits until nothing is under way and nothing becomes due. A replica that stopped between a rotation's first entry and
    /// its journal left a version that is due: an event or a sweep begins the same rotation again.
    /// </summary>
    private static async Task RestAsync(ReplicaHarness stage, ReplicaKeys keys)
    {
        var (rotations, rollbacks, desk) = (
            stage.Stores.GetRequiredService<RotationJournal>(), stage.Stores.GetRequiredService<RollbackJournal>(),
            stage.Stores.GetRequiredService<CaseWorkflow>());
        await ReplicaKeys.TellAsync(stage.Stores.GetRequiredService<IWorkQueue>(), keys.Versions[^1].Version);
        await Condition.HoldsAsync(async () => !await stage.IsSoonDueAsync(Cancel)
            && (await rotations.ReadAsync(ReplicaPolicy.Credential, Cancel)).Rotation is { Ended: true }, "the end of the last rotation");
        await Condition.HoldsAsync(
            async () => (await rollbacks.ReadAsync(DemoAzure.Model, Cancel)).Rollback is { Ended: true }, "the end of the last rollback");
        await Condition.HoldsAsync(async () => (await desk.ListAsync(new CaseFilter(), null, 100, Cancel)).Cases
            .All(static c => c.Case.EntriesWritten == c.Case.Journal.Count), "the entries of all cases");
    }

    private async Task VerifyAsync(
        ReplicaHarness stage, ReplicaCallers callers, ReplicaReviews reviews, ReplicaRollbacks rollbacks, ReplicaKeys keys)
    {
        var ledger = await ReplicaLedger.ReadAsync(stage.Stores, Cancel);
        ledger.CheckInteractions(callers.Answered);

        var desk = stage.Stores.GetRequiredService<CaseWorkflow>();
        var decisions = ledger.Once(AuditKinds.CaseDecided, "case", "step").ToLookup(static e => e.Facts["case"]);
        foreach (var (id, acknowledged) in reviews.Decided)
        {
            acknowledged.Count.ShouldBeLessThanOrEqualTo(1, $"case {id} was decided by both");
            var decision = decisions[id].ShouldHaveSingleItem($"case {id}");
            var value = (await desk.FindAsync(id, Cancel)).ShouldNotBeNull(id).Case;
            var word = decision.Facts["state"];
            word.ShouldBe(value.State == CaseState.Released ? "approved" : value.State.ToString().ToLowerInvariant(), id);
            (acknowledged.IsEmpty || acknowledged.Single() == (word == "approved" ? "approve" : "deny")).ShouldBeTrue(id);
            reviews.Released.ContainsKey(id).ShouldBe(word == "approved", id);
        }

        keys.Faults.ShouldBeEmpty();
        var rotated = ledger.Once(AuditKinds.RotationVerified, "rotation");
        keys.Versions.Count.ShouldBe(1 + rotated.Count);
        keys.Regenerations.ShouldBe(2 * rotated.Count);
        keys.IsAtRest.ShouldBeTrue();
        ledger.Once(AuditKinds.RotationStarted, "rotation")
            .Select(static e => e.Facts["rotation"])
            .ShouldBe(rotated.Select(static e => e.Facts["rotation"]), ignoreOrder: true);

        ledger.Once(AuditKinds.RollbackVerified, "rollback")
            .Select(static e => e.Facts["rollback"])
            .ShouldBe(rollbacks.Ended, ignoreOrder: true);
        ledger.Once(AuditKinds.RollbackStarted, "rollback")
            .Select(static e => e.Facts["rollback"])
            .ShouldBe(rollbacks.Ended, ignoreOrder: true);

        var interrupted = ledger.Of(AuditKinds.InteractionInterrupted).Count();
        output.WriteLine(
            $"{callers.Count} answers, {interrupted} interrupted, {reviews.Decided.Count} cases ({reviews.Released.Count} released), {rotated.Count} rotations, {rollbacks.Ended.Count} rollbacks");
        foreach (var kind in new[] { AuditKinds.CaseDecided, AuditKinds.RotationVerified, AuditKinds.RollbackVerified })
        {
            output.WriteLine($"{kind}: {ledger.Of(kind).Count()} entries");
        }

        callers.Count.ShouldBeGreaterThan(Lives * 10);
        reviews.Decided.Count.ShouldBeGreaterThan(Lives);
        rotated.Count.ShouldBeGreaterThan(0);
    }
}
