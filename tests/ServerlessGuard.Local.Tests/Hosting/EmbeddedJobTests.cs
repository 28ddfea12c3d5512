using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Loops;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>The embedded host's job table, row by row.</summary>
public sealed class EmbeddedJobTests
{
    private const string Content = "alice@example.com";

    public static TheoryData<string> Names => [.. EmbeddedJobs.All.Select(static job => job.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AnUnexpectedException_EndsNoHost_IsLoggedOnceWithoutContent_AndTheJobRunsAgain(string name)
    {
        using var folder = new TemporaryDirectory();
        using var loggers = new RecordingLoggers();
        var clock = new TimerClock();
        var (failed, again) = (new TaskCompletionSource<DateTimeOffset>(), new TaskCompletionSource<DateTimeOffset>());
        var job = EmbeddedJobs.All.Single(job => job.Name == name) with
        {
            Run = _ => _ =>
            {
                if (failed.TrySetResult(clock.GetUtcNow()))
                {
                    throw new InvalidOperationException(Content);
                }

                again.TrySetResult(clock.GetUtcNow());
                return ValueTask.CompletedTask;
            },
        };
        var host = Build(folder.Path, clock, services => services
            .RemoveAll<IHostedService>()
            .AddHostJobs([job])
            .AddSingleton<ILoggerProvider>(loggers));
        await using var disposal = (IAsyncDisposable)host;
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

        await host.StartAsync(Cancel);
        await clock.GoOnUntilAsync(again.Task, Cancel);

        lifetime.ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
        (await again.Task - await failed.Task).ShouldBe(HostJob.PauseAfter(1, job.Every(host.Services)));
        var entry = loggers.Entries.Where(static one => one.Level >= LogLevel.Error).ShouldHaveSingleItem();
        entry.Text.ShouldStartWith($"{name} failed: {nameof(InvalidOperationException)}");
        entry.Text.ShouldNotContain(Content);
        await host.StopAsync(Cancel);
    }

    /// <summary>A background service of its own would end the host with its first unexpected exception.</summary>
    [Fact]
    public async Task EveryLoopOfTheHost_IsARowOfTheTable()
    {
        using var folder = new TemporaryDirectory();
        var host = Build(folder.Path, TimeProvider.System, static _ => { });
        await using var disposal = (IAsyncDisposable)host;

        var services = host.Services.GetServices<IHostedService>().ToList();

        services.OfType<GuardedLoop>()
            .Select(static loop => loop.Job.Name)
            .ShouldBe(EmbeddedJobs.All.Where(static job => !job.IsForReplicas).Select(static job => job.Name));
        services.OfType<BackgroundService>().ShouldAllBe(static service => service is GuardedLoop);
    }

    private static IHost Build(string folder, TimeProvider clock, Action<IServiceCollection> customise)
    {
        var options = new EmbeddedHostOptions
        {
            DataFolder = folder,
            PolicyFile = PolicyFiles.Shipped,
            Urls = ["http://127.0.0.1:0"],
            Upstream = WatchServices.NoModel,
            Customise = customise,
        };
        return EmbeddedComposition.Build(options, PolicyLoader.LoadFile(PolicyFiles.Shipped).Policy!, new StartPhase(), clock);
    }
}
