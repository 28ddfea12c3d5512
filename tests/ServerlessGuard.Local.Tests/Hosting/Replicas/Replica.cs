using ServerlessGuard.Local.Tests.Support;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>
/// One place of the set: <c>guard up</c> as a process of its own, with its own data folder, started anew after it was killed.
/// </summary>
internal sealed class Replica(string name, Func<string, Task<GuardProcess>> start) : IAsyncDisposable
{
    private volatile GuardProcess? _process;

    /// <summary>As whom it goes to Azure.</summary>
    public string Name => name;

    /// <summary>Null while it is dead.</summary>
    public Uri? Url { get; private set; }

    /// <summary>
    /// The progress of a wait that begins now: the seconds of processor time that replicas have taken since, up to two minutes. On a
    /// busy machine they come by slowly.
    /// </summary>
    public static Func<object?> Work(IReadOnlyCollection<Replica> replicas)
    {
        var start = Seconds();
        return () => Math.Clamp((int)(Seconds() - start), 0, 120);

        double Seconds() => replicas.Sum(static replica => replica._process?.ProcessorTime.TotalSeconds ?? 0);
    }

    public async Task StartAsync()
    {
        _process = await start(name);
        Url = _process.Url;
    }

    /// <summary>kill -9, now; callable from anywhere.</summary>
    public void Kill()
    {
        Url = null;
        _process!.Kill();
    }

    public async Task RestartAsync()
    {
        await _process!.DisposeAsync();
        await StartAsync();
    }

    public async Task StopAsync()
    {
        Url = null;
        (await _process!.StopAsync()).ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? default;
}
