using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Policies;

public sealed class PolicyFileWatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guard-policy-");
    private readonly FakeTimeProvider _time = new();

    private string Path => System.IO.Path.Combine(_folder.FullName, "guard.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Loads_AFileThatIsRenamedIntoPlace()
    {
        var (store, watch, _) = Start(1);
        using var _1 = watch;

        File.WriteAllText(Path + ".new", PolicyStoreTests.Yaml(2));
        File.Move(Path + ".new", Path, overwrite: true);
        _time.Advance(PolicyFileWatch.Interval);

        store.Current.Applications.Keys.ShouldBe(["demo2"]);
    }

    [Fact]
    public void Keeps_TheOldRevision_AndTellsOnce_WhileTheFileIsBad()
    {
        var (store, watch, changes) = Start(1);
        using var _1 = watch;

        File.WriteAllText(Path, "version: [");
        _time.Advance(PolicyFileWatch.Interval);
        _time.Advance(PolicyFileWatch.Interval);
        File.Delete(Path);
        _time.Advance(PolicyFileWatch.Interval);
        _time.Advance(PolicyFileWatch.Interval);

        store.Current.Applications.Keys.ShouldBe(["demo1"]);
        changes.Select(c => c.Accepted).ShouldBe([false, false]);

        File.WriteAllText(Path, PolicyStoreTests.Yaml(3));
        _time.Advance(PolicyFileWatch.Interval);

        store.Current.Applications.Keys.ShouldBe(["demo3"]);
        changes.Count.ShouldBe(3);
    }

    [Fact]
    public void Reads_AChangeMadeBeforeItStarted()
    {
        var store = PolicyStoreTests.Store(PolicyStoreTests.Policy(1));
        File.WriteAllText(Path, PolicyStoreTests.Yaml(2));

        using var watch = PolicyFileWatch.Start(store, Path, _time, NullLogger<PolicyFileWatch>.Instance);

        store.Current.Applications.Keys.ShouldBe(["demo2"]);
    }

    [Fact]
    public void Reads_NothingAfterDisposal()
    {
        var (store, watch, _) = Start(1);
        watch.Dispose();

        File.WriteAllText(Path, PolicyStoreTests.Yaml(2));
        _time.Advance(PolicyFileWatch.Interval);

        store.Current.Applications.Keys.ShouldBe(["demo1"]);
    }

    [Fact]
    public async Task AnEvent_BringsTheReadingForward()
    {
        // Real time: the file system's event is what is tested. The poll would also end the wait, so nothing depends on speed.
        var store = PolicyStoreTests.Store(PolicyStoreTests.Policy(1));
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Changed += (_, _) => changed.TrySetResult();
        File.WriteAllText(Path, PolicyStoreTests.Yaml(1));
        using var watch = PolicyFileWatch.Start(store, Path, TimeProvider.System, NullLogger<PolicyFileWatch>.Instance);

        File.WriteAllText(Path + ".new", PolicyStoreTests.Yaml(2));
        File.Move(Path + ".new", Path, overwrite: true);
        await changed.Task.WaitAsync(TestContext.Current.CancellationToken);

        store.Current.Applications.Keys.ShouldBe(["demo2"]);
    }

    private (PolicyStore Store, PolicyFileWatch Watch, List<PolicyChange> Changes) Start(int number)
    {
        File.WriteAllText(Path, PolicyStoreTests.Yaml(number));
        var store = PolicyStoreTests.Store(PolicyStoreTests.Policy(number));
        var changes = new List<PolicyChange>();
        store.Changed += (_, change) => changes.Add(change);
        return (store, PolicyFileWatch.Start(store, Path, _time, NullLogger<PolicyFileWatch>.Instance), changes);
    }
}
