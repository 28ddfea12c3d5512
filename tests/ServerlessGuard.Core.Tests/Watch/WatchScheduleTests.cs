using CsCheck;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Watch;

/// <summary>
/// Random histories of an endpoint, with stores and rollbacks that fail anywhere: each time calls reach what must not serve, one thing is
/// done about it.
/// </summary>
public sealed class WatchScheduleTests
{
    private static readonly Revision[] Revisions = [WatchHarness.Good, WatchHarness.Other, WatchHarness.Other with { ModelVersion = "3" }];

    /// <summary>
    /// The revision in the live deployment, whether a shadow exists and runs, which call of the store fails, and whether rollbacks do.
    /// </summary>
    private static readonly Gen<(int Live, bool LivePaused, int Shadow, int Fault, bool Lost, bool Refused)> Step =
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 9], Gen.Bool, Gen.Bool);

    [Fact]
    public async Task EachTimeCallsReachIt_OneThingIsDone() => await Step.Array[1, 12].SampleAsync(
        async steps =>
        {
            var world = new WatchHarness();
            var store = new InMemoryDocumentStore(world.Clock);
            var (episodes, reached) = (0, new HashSet<string>());
            foreach (var step in steps)
            {
                world.Deployments = At(step.Live, step.LivePaused, step.Shadow);
                world.RollbackFault = () => step.Refused ? new StoreUnavailableException("planned") : null;
                world.Documents = new FaultingDocumentStore(store, step.Fault == 0 ? FaultPlan.None : FaultPlan.At(step.Fault, step.Lost));
                await TryAsync(world);
                world.Clock.Advance(TimeSpan.FromMinutes(3));

                // The next worker finds everything well: what the first one left undone is done now.
                world.RollbackFault = static () => null;
                world.Documents = store;
                await world.CheckAsync();
                var now = Reached(step.Live, step.LivePaused, step.Shadow);
                episodes += now.Count(key => !reached.Contains(key));
                reached = now;
            }

            var state = await new WatchJournal(store).ReadAsync(world.Model.Id, CancellationToken.None);
            state.Open.ShouldAllBe(static o => o.IsAlerted && (o.Drift.Action == DriftAction.Alert || o.IsActedOn != null));
            state.Open.Count(static o => o.Drift.Action != DriftAction.Alert).ShouldBe(reached.Count);
            world.Triggers.Count.ShouldBe(episodes);
            world.Alerts.Raised.Select(static a => (a.Code, a.DedupeKey))
                .Where(a => world.Triggers.Any(t => t.Id == $"watch:{a.DedupeKey}"))
                .Distinct()
                .Count()
                .ShouldBe(episodes);
        },
        iter: 400);

    private static EndpointDeployment[] At(int live, bool livePaused, int shadow)
    {
        EndpointDeployment[] registered = [
            WatchHarness.At("live", Revisions[live]) with { IsPaused = livePaused }, WatchHarness.At("previous", WatchHarness.Good)
        ];
        return shadow == 0 ? registered : [.. registered, WatchHarness.At("hidden", WatchHarness.Good) with { IsPaused = shadow == 1 }];
    }

    private static HashSet<string> Reached(int live, bool livePaused, int shadow)
    {
        var reached = new HashSet<string>();
        if (live != 0 && !livePaused)
        {
            reached.Add($"live/{live}");
        }

        if (shadow == 2)
        {
            reached.Add("hidden");
        }

        return reached;
    }

    private static async Task TryAsync(WatchHarness world)
    {
        try
        {
            await world.CheckAsync();
        }
        catch (StoreUnavailableException)
        {
            // A crash there: the next worker goes on.
        }
    }
}
