using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>The result of a container's health check.</summary>
public sealed class HealthCommandTests(GuardUp up) : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TellsALivingHostFromOneThatIsNotReady()
    {
        var isDown = false;
        var documents = new FaultingDocumentStore(
            new InMemoryDocumentStore(TimeProvider.System), new FaultPlan(_ => Volatile.Read(ref isDown)));
        await using var host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = Path.Combine(_folder.Path, "data"),
                PolicyFile = PolicyFiles.Shipped,
                Urls = ["http://127.0.0.1:0"],
                Upstream = new Uri("http://127.0.0.1:9/"),
                Customise = services => services.AddSingleton<IDocumentStore>(documents),
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken);

        Volatile.Write(ref isDown, true);
        (await AskAsync($"{host.Address}health")).Code.ShouldBe(0);
        var unready = await AskAsync($"{host.Address}health/ready");
        (unready.Code, unready.Out.Contains("unavailable", StringComparison.Ordinal)).ShouldBe((1, true));
    }

    [Fact]
    public async Task TellsAReadyHost()
    {
        var url = (await up.GuardAsync()).Url;
        (await AskAsync(new Uri(url, "/health").AbsoluteUri)).Code.ShouldBe(0);
        var ready = await AskAsync(new Uri(url, "/health/ready").AbsoluteUri);
        (ready.Code, ready.Out.Contains("ready", StringComparison.Ordinal)).ShouldBe((0, true));
    }

    [Fact]
    public async Task TellsAHostThatIsGone()
    {
        // Bound and not listening: nobody else gets the port, and it refuses connections as that of a host that ended does.
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var dead = await AskAsync($"http://{silent.LocalEndPoint}/health");
        (dead.Code, dead.Error.Contains("does not answer", StringComparison.Ordinal)).ShouldBe((1, true));
    }

    /// <summary>A host that takes the connection and hangs does not hang the check.</summary>
    [Fact]
    public async Task TellsAHostThatHangs()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var clock = new TimerClock();
        var run = AskAsync($"http://{silent.LocalEndpoint}/health", clock);

        await clock.GoOnUntilAsync(run, TestContext.Current.CancellationToken);

        (await run).Code.ShouldBe(1);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("ftp://127.0.0.1/health")]
    [InlineData("file:///etc/passwd")]
    public async Task RefusesWhatIsNoAddress(string address) => (await AskAsync(address)).Code.ShouldBe(2);

    /// <summary>On a clock that stands still, where nothing else is said: a host that answers late is not one that hangs.</summary>
    private Task<CommandRun> AskAsync(string address, TimeProvider? clock = null) =>
        CommandRun.AtAsync(clock ?? new FakeTimeProvider(), _folder.Path, "health", address);
}
