using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Evidence;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Evidence;

public sealed class ScheduledEvidenceTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task APack_IsMade_WhenTheNewestIsAsOldAsTheScheduleSays()
    {
        using var folder = new TemporaryDirectory();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var services = Open(folder.Path, clock);
        var (evidence, store) = (services.GetRequiredService<ScheduledEvidence>(), services.GetRequiredService<EvidenceStore>());

        await evidence.RunAsync(Cancel);
        var first = await store.NewestAsync(Cancel);
        first.ShouldBe(clock.GetUtcNow());
        clock.Advance(Day - TimeSpan.FromMinutes(1));
        await evidence.RunAsync(Cancel);
        (await store.NewestAsync(Cancel)).ShouldBe(first);
        clock.Advance(TimeSpan.FromMinutes(1));
        await evidence.RunAsync(Cancel);
        (await store.NewestAsync(Cancel)).ShouldBe(clock.GetUtcNow());
    }

    [Fact]
    public async Task BrokenControls_AreLogged_AndTriedAgain()
    {
        using var folder = new TemporaryDirectory();
        var own = Path.Combine(folder.Path, LocalEvidenceExtensions.ControlsName);
        await File.WriteAllTextAsync(own, "version: 2\n", Cancel);
        await using var services = Open(folder.Path, new FakeTimeProvider(DateTimeOffset.UtcNow));
        var (evidence, store) = (services.GetRequiredService<ScheduledEvidence>(), services.GetRequiredService<EvidenceStore>());

        await evidence.RunAsync(Cancel);
        (await store.NewestAsync(Cancel)).ShouldBeNull();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "policies", LocalEvidenceExtensions.ControlsName), own, overwrite: true);
        await evidence.RunAsync(Cancel);
        (await store.NewestAsync(Cancel)).ShouldNotBeNull();
    }

    private static ServiceProvider Open(string folder, TimeProvider clock) => LocalServices.Open(folder, clock, services =>
    {
        services.AddLogging(static logging => logging.ClearProviders());
        services.AddSingleton<IPolicySource>(new FixedPolicy(PolicyLoader.LoadFile(PolicyFiles.Shipped).Policy!));
        services.AddLocalEvidence(folder, PolicyFiles.Shipped);
    });
}
