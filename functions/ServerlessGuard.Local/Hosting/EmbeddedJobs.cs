using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Evaluation;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Local.Access;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Evidence;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Everything that the embedded host does by itself, without a request.</summary>
internal static class EmbeddedJobs
{
    public static IReadOnlyList<HostJob> All { get; } =
    [
        HostJob.Of<ReplicaRecovery>("Recovery of stopped replicas", Interval(
            static all => all.Recovery), static (recovery, token) => recovery.RunAsync(token)) with { IsForReplicas = true },

        // Answers do not wait for it: they wait for the append logs. The host sequences once more at its end.
        new()
        {
            Name = "Sequencing the audit log",
            Every = Interval(static all => all.Sequencing),
            Run = static services =>
            {
                var (log, settled) = (services.GetRequiredService<LogSequencing>(), services.GetService<SettledLog>());
                return async token =>
                {
                    await log.RunAsync(token);
                    await (settled?.KeepAsync(token) ?? ValueTask.CompletedTask);
                };
            },
        },
        HostJob.Of<ContentSweep>(
            "Destroying content that is due", Interval(static all => all.Content),
            static async (sweep, token) => await sweep.RunAsync(token)),
        HostJob.Of<ScheduledAccessReview>(
            "The access review", Interval(static all => all.Access), static (review, token) => review.RunAsync(token)),
        HostJob.Of<PolicyFileWatcher>(
            "Watching the policy file",
            static services => services.GetRequiredService<EmbeddedHostOptions>().PolicyPollEvery,
            static (watcher, token) => watcher.RunAsync(token)),
        HostJob.Of<EventDispatcher>(
            "Handling events", Interval(static all => all.Events), static async (events, token) => await events.DrainAsync(token)),
        HostJob.Of<RotationSweep>(
            "The sweep of credentials", Interval(static all => all.Rotation), static (sweep, token) => sweep.RunAsync(token)),
        HostJob.Of<CaseSweep>(
            "The sweep of cases", Interval(static all => all.Cases), static async (sweep, token) => await sweep.RunAsync(token)) with
        {
            RunsAtStart = true,
            AtLeast = TimeSpan.FromSeconds(1),
            Signal = static services =>
            {
                var sweep = services.GetRequiredService<CaseSweep>();
                return _ => sweep.Changed;
            },
        },
        HostJob.Of<DeploymentSweep>(
            "The sweep of deployments", Interval(static all => all.Watch), static (sweep, token) => sweep.RunAsync(token)),
        HostJob.Of<RollbackSweep>("The sweep of rollbacks", Interval(
            static all => all.Rollbacks), static async (sweep, token) => await sweep.RunAsync(token)) with
        {
            RunsAtStart = true,
            Signal = static services =>
            {
                var signal = services.GetRequiredService<ChangeSignal<RollbackState>>();
                return _ => signal.Next;
            },
        },
        HostJob.Of<ScheduledEvidence>(
            "Making evidence packs", Interval(static all => all.Evidence), static (evidence, token) => evidence.RunAsync(token)),
        new()
        {
            Name = "The judgement of outcomes",
            Every = static services => services.GetRequiredService<OutcomeOptions>().Every,
            Run = static services =>
            {
                var (recorder, judge) = (services.GetRequiredService<OutcomeRecorder>(), services.GetRequiredService<OutcomeEvaluator>());
                return async token =>
                {
                    await recorder.FlushAsync(token);
                    await judge.RunAsync(token);
                };
            },
            RunsAtStop = true,
        },
        HostJob.Of<MonitoringCollector>(
            "Writing what monitoring counted", Interval(static all => all.Counting),
            static (collector, token) => collector.FlushAsync(token)) with { RunsAtStop = true },
        HostJob.Of<MonitoringDuty>(
            "Monitoring drift", Interval(static all => all.Monitoring), static (duty, token) => duty.RunAsync(token)),
        HostJob.Of<MisuseDuty>(
            "Monitoring callers", Interval(static all => all.Monitoring), static (duty, token) => duty.RunAsync(token)),
        HostJob.Of<SilenceDuty>(
            "Monitoring silence", Interval(static all => all.Monitoring), static (duty, token) => duty.RunAsync(token)),
        HostJob.Of<DrillSweep>(
            "The sweep of drills", static services => services.GetRequiredService<DrillTimings>().PollEvery,
            static (sweep, token) => sweep.RunAsync(token)),
    ];

    private static Func<IServiceProvider, TimeSpan> Interval(Func<JobIntervals, TimeSpan> one) =>
        services => one(services.GetRequiredService<JobIntervals>());
}

/// <summary>How often the embedded host's jobs run, where no other options say it.</summary>
internal sealed record JobIntervals
{
    /// <summary>The interval of checks of this replica's own log; <see cref="ReplicaRecovery.Every"/> is that of the others'.</summary>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Sequencing { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Content { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks whether a review is due, so that one that failed is not waited out for a day.</summary>
    public TimeSpan Access { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Events { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan Rotation { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Cases { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two sweeps of the deployments; events are checked as they come.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two writes of what monitoring counted.</summary>
    public TimeSpan Counting { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Monitoring { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Rollbacks { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks whether a pack is due, so that one that failed is not waited out for a day.</summary>
    public TimeSpan Evidence { get; init; } = TimeSpan.FromHours(1);
}
