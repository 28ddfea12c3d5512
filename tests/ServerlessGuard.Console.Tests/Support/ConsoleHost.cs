using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Simulation;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>The embedded guard on a free loopback port, with the careless model behind it and people who have keys.</summary>
public sealed class ConsoleHost : IAsyncLifetime
{
    public const string Model = "demo-model";
    private readonly TemporaryDirectory folder = new();
    private SimulatedModel? model;
    private EmbeddedHost? host;
    private HttpClient? client;
    private int made;

    public ShiftedClock Clock { get; } = new();

    public Uri Address => host!.Address;

    public HttpClient Client => client!;

    /// <summary>Other services in the place of the host's own; set before the host starts.</summary>
    internal Action<IServiceCollection>? Customise { get; init; }

    public T Service<T>()
        where T : notnull => host!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        model = await SimulatedModel.StartAsync(new() { Models = [Model] }, TimeProvider.System, CancellationToken.None);
        host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = folder.Path,
                PolicyFile = PolicyFiles.Shipped,
                Urls = ["http://127.0.0.1:0"],
                Upstream = model.Endpoint,
                LogFrom = LogLevel.None,
                Customise = Customise,
            },
            Clock,
            CancellationToken.None);
        client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>A new key with these roles, under a name of its own.</summary>
    public async Task<string> KeyAsync(params string[] roles) => (await NamedKeyAsync($"{roles.FirstOrDefault("caller")}-{Interlocked.Increment(ref made)}", roles)).Key;

    public async Task<CreatedCallerKey> NamedKeyAsync(string name, params string[] roles) =>
        (await Service<CallerKeys>().CreateAsync(name, roles, null, TestContext.Current.CancellationToken))!;

    /// <summary>Brings what is recorded into the log's tree at once, as the sequencer does every few seconds.</summary>
    public async Task SequenceAsync() => await host!.Services.GetRequiredService<LogSequencing>().RunAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        if (model is not null)
        {
            await model.DisposeAsync();
        }

        folder.Dispose();
    }
}
