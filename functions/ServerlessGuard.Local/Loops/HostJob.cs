using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Local.Loops;

/// <summary>A row of a host's job table: work that repeats for as long as the host runs. <see cref="GuardedLoop"/> runs it.</summary>
internal sealed record HostJob
{
    /// <summary>The wait before a failing job runs again, unless its interval is longer.</summary>
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    /// <summary>As logs name it; it begins a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>From the start of one run to the start of the next, read once when the host starts.</summary>
    public required Func<IServiceProvider, TimeSpan> Every { get; init; }

    /// <summary>Resolves what runs, once when the host starts. The result makes one run.</summary>
    public required Func<IServiceProvider, Func<CancellationToken, ValueTask>> Run { get; init; }

    /// <summary>
    /// Resolves the job's wake signal. The result is called before each run; its task ends when the next run should not wait
    /// for <see cref="Every"/>, or when the token is cancelled. Null: only time starts a run.
    /// </summary>
    public Func<IServiceProvider, Func<CancellationToken, Task>>? Signal { get; init; }

    /// <summary>Between two runs, however often the signal comes.</summary>
    public TimeSpan AtLeast { get; init; }

    /// <summary>The first run is at the start of the host, not one interval later.</summary>
    public bool RunsAtStart { get; init; }

    /// <summary>One more run when the host stops, for what the job holds in memory.</summary>
    public bool RunsAtStop { get; init; }

    /// <summary>Only hosts that share their stores with other replicas run it.</summary>
    public bool IsForReplicas { get; init; }

    /// <summary>A row whose work is a method of a service.</summary>
    public static HostJob Of<T>(string name, Func<IServiceProvider, TimeSpan> every, Func<T, CancellationToken, ValueTask> run)
        where T : notnull
    {
        return new HostJob { Name = name, Every = every, Run = Resolve };

        Func<CancellationToken, ValueTask> Resolve(IServiceProvider services)
        {
            var service = services.GetRequiredService<T>();
            return cancellationToken => run(service, cancellationToken);
        }
    }

    /// <summary>From the start of a run to the start of the next: the interval, and longer after failures in a row.</summary>
    public static TimeSpan PauseAfter(int failures, TimeSpan every)
    {
        if (failures == 0)
        {
            return every;
        }

        var pause = Backoff.After(failures);
        return pause < every ? every : pause;
    }
}

internal static class HostJobServiceCollectionExtensions
{
    /// <summary>Adds a loop for each job. Loops stop in reverse order.</summary>
    public static IServiceCollection AddHostJobs(this IServiceCollection services, IEnumerable<HostJob> jobs)
    {
        foreach (var job in jobs)
        {
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<GuardedLoop>(provider, job));
        }

        return services;
    }
}
