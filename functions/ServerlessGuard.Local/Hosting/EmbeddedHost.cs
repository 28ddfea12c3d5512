using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Telemetry;

namespace ServerlessGuard.Local.Hosting;

/// <summary>
/// The whole guard in one process: gateway and pipeline over stores in a folder. Serves from <see cref="StartAsync"/>
/// until it is disposed; then answers under way are finished first.
/// </summary>
public sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly IHost _app;
    private readonly TimeProvider _clock;
    private bool _stopped;

    private EmbeddedHost(IHost app, TimeProvider clock)
    {
        _app = app;
        _clock = clock;
        Address = null!;
    }

    /// <summary>The base address, with the port it took, ending in a slash.</summary>
    public Uri Address { get; private set; }

    public IServiceProvider Services => _app.Services;

    /// <summary>
    /// Starts serving. Before that, what an earlier run left open is closed and the entry that this one started is durable.
    /// Throws <see cref="PolicyRefusedException"/> for a bad policy, <see cref="StoreSchemaException"/> for data of another schema version
    /// and <see cref="StoreUnavailableException"/> for stores that do not open.
    /// </summary>
    public static async Task<EmbeddedHost> StartAsync(EmbeddedHostOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Reading the policy and building the rules take most of a start, and neither needs the other.
        var rules = Task.Run(static () => GuardScanner.Default, cancellationToken);
        var policy = options.InitialPolicy ?? Load(options.PolicyFile);

        DataFolder.Open(options.DataFolder);
        await rules;
        var phase = new StartPhase();
        var host = new EmbeddedHost(EmbeddedComposition.Build(options, policy, phase, clock), clock);
        try
        {
            await host.ServeAsync(policy, cancellationToken);
            phase.IsOver = true;
            return host;
        }
        catch
        {
            await DisposeAsync(host._app);
            throw;
        }
    }

    /// <summary>Creates a caller key that opens this host. Throws <see cref="InvalidOperationException"/> when the name is taken.</summary>
    public Task<string> CreateKeyAsync(string name, CancellationToken cancellationToken) => CreateKeyAsync(name, [], cancellationToken);

    /// <summary>The same, with roles.</summary>
    public async Task<string> CreateKeyAsync(string name, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        var created = await Services.GetRequiredService<CallerKeys>().CreateAsync(name, roles, expires: null, cancellationToken);
        if (created is null)
        {
            throw new InvalidOperationException($"There is a key {name} already.");
        }

        await Services.GetRequiredService<IAuditLog>().AppendAsync(CallerKeyEntries.Created(created.Record, "guard"), cancellationToken);
        return created.Key;
    }

    /// <summary>Waits until it is told to stop, then stops. False when it ended by itself: a part of it failed for good.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var ownEnd = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ownEnd);
        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync();
        return cancellationToken.IsCancellationRequested;
    }

    /// <summary>Takes no new requests, finishes those under way, and records that it stopped.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await _app.StopAsync(CancellationToken.None);
        try
        {
            await AppendAsync(
                AuditKinds.HostStopped, Services.GetRequiredService<IPolicySource>().Current.RevisionId, [], CancellationToken.None);

            // Its last entry: sealed now, the log is read to its end by the sequencer, and never again.
            await Services.GetRequiredService<GroupCommitAuditLog>().DisposeAsync();
            await Services.GetRequiredService<LogSequencing>().RunAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            HostLog.StopNotRecorded(Services.GetRequiredService<ILogger<EmbeddedHost>>(), exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await DisposeAsync(_app);
    }

    private static GuardPolicy Load(string file)
    {
        var loaded = PolicyLoader.LoadFile(file);
        return loaded.Policy ?? throw new PolicyRefusedException(loaded.Errors);
    }

    private async Task ServeAsync(GuardPolicy policy, CancellationToken cancellationToken)
    {
        if (Services.GetService<StorageClients>() is { } shared)
        {
            await shared.RequireSchemaAsync();
        }

        if (Services.GetService<KeptCheckpoint>() is { } kept)
        {
            await kept.RequireAsync(await Services.GetRequiredService<LogSequencing>().KeyAsync(cancellationToken), cancellationToken);
        }

        await AppendAsync(AuditKinds.HostStarted, policy.RevisionId, new() { ["version"] = GuardVersion.Text }, cancellationToken);
        var writer = Services.GetRequiredService<GroupCommitAuditLog>().Writer;
        var recovery = await Services.GetRequiredService<OrphanRecovery>().RunAsync(writer, cancellationToken);
        await Services.GetRequiredService<RecordedRoutes>().EnforceAsync(cancellationToken);
        var logger = Services.GetRequiredService<ILogger<EmbeddedHost>>();
        if (recovery.Interrupted > 0)
        {
            HostLog.OrphansClosed(logger, recovery.Interrupted);
        }

        foreach (var damaged in recovery.Damaged)
        {
            HostLog.DamagedLog(logger, damaged);
        }

        if (ConnectionLimit.Read() is { IsTight: true, Descriptors: { } descriptors } limit)
        {
            HostLog.FewDescriptors(logger, descriptors, limit.Connections);
        }

        var variable = Services.GetRequiredService<EmbeddedHostOptions>().Variable;
        foreach (var model in policy.Models.Values)
        {
            if (model.KeyVariable is { } name && variable(name) is null)
            {
                HostLog.NoKey(logger, model.Id, name);
            }
        }

        await _app.StartAsync(cancellationToken);
        var addresses = Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Address = new(addresses.First().TrimEnd('/') + "/");
    }

    /// <summary>The stores can only be closed asynchronously.</summary>
    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();

    private async Task AppendAsync(string kind, string revision, Dictionary<string, string> facts, CancellationToken cancellationToken) =>
        await Services.GetRequiredService<IAuditLog>().AppendAsync(
            new() { Kind = kind, Time = _clock.GetUtcNow(), Actor = "guard", PolicyRevision = revision, Facts = facts },
            cancellationToken);
}
