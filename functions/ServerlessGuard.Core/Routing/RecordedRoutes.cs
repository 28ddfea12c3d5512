using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Routing;

/// <summary>
/// Holds routes to the log: a model that a person stopped stays stopped, and one that was rolled back or paused stays so, although an older
/// route was put back or the route was deleted. Run it before serving and in the sweep. Thread-safe.
/// </summary>
public sealed class RecordedRoutes(ModelRoutes routes, AuditFollower log, IPolicySource policies, RecordFaults faults)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);
    private readonly RouteEntries _entries = log.Observed<RouteEntries>();

    /// <summary>Puts back what the log knows and the stored routes do not. Throws <see cref="Ports.StoreUnavailableException"/>.</summary>
    public async ValueTask EnforceAsync(CancellationToken cancellationToken)
    {
        foreach (var model in policies.Current.Models.Values)
        {
            await log.CatchUpAsync(Within, cancellationToken);
            if (_entries.Of(model.Id) is not { } recorded
                || await FindCorrectionAsync(model, recorded, cancellationToken) is null)
            {
                continue;
            }

            // They seem to differ, so both are read again. The route comes first: it is changed before its entry is written, and opened
            // only after it.
            var read = await routes.ReadAsync(model.Id, cancellationToken);
            await log.CatchUpAsync(TimeSpan.Zero, cancellationToken);
            var kept = Correct(model, read.Route, _entries.Of(model.Id)!);
            if (!ReferenceEquals(kept, read.Route) && await routes.TryChangeAsync(read, kept, cancellationToken) is not null)
            {
                var fault = read.Version is null ? RecordFaults.Missing : RecordFaults.Older;
                await faults.ReportAsync(ModelRoutes.Partition, ModelKeys.Of(model.Id), fault, cancellationToken);
            }
        }
    }

    private async ValueTask<ModelRoute?> FindCorrectionAsync(
        ModelPolicy model, RecordedRoute recorded, CancellationToken cancellationToken)
    {
        var route = (await routes.ReadAsync(model.Id, cancellationToken)).Route;
        var kept = Correct(model, route, recorded);
        return ReferenceEquals(kept, route) ? null : kept;
    }

    /// <summary>The route as the log has it; the same one where the two agree.</summary>
    internal static ModelRoute Correct(ModelPolicy model, ModelRoute route, RecordedRoute recorded)
    {
        if (recorded.StoppedBy is not null && route.StoppedBy is null)
        {
            route = route with { StoppedBy = recorded.StoppedBy, StoppedAt = recorded.StoppedAt };
        }

        // A rollback changes the route after its own beginning, so a route from before it is an older one.
        if (recorded.Rollback is { } rollback && !(route.Changed >= rollback.Began))
        {
            var isThere = rollback.Deployment is { } target
                ? !route.IsPaused && route.SharesFor(model).GetValueOrDefault(target) == 100
                : route.IsPaused;
            route = isThere ? route
                : rollback.Deployment is { } deployment ? route.To(model, deployment) with { IsPaused = false }
                : route with { IsPaused = true };
        }

        return route;
    }
}

/// <summary>Keeps the entries that say where a model's calls go.</summary>
public sealed class RouteEntries : IEntryObserver
{
    private const int MostOpen = 10_000;
    private readonly ConcurrentDictionary<string, RecordedRoute> _routes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _began = new(StringComparer.Ordinal);

    public string Name => "routes";

    public bool MayConcern(ReadOnlySpan<byte> entry) =>
        entry.IndexOf("\"kind\":\"model.stopped\""u8) >= 0 || entry.IndexOf("\"kind\":\"rollback."u8) >= 0;

    public void Observe(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.Facts.TryGetValue("model", out var model))
        {
            return;
        }

        var known = _routes.GetValueOrDefault(model, RecordedRoute.None);
        if (entry.Kind == AuditKinds.ModelStopped && entry.Facts.TryGetValue("state", out var state))
        {
            if (entry.Time >= known.StopChanged)
            {
                var isStopped = state == "stopped";
                _routes[model] = known with
                {
                    StopChanged = entry.Time,
                    StoppedBy = isStopped ? entry.Actor : null,
                    StoppedAt = isStopped ? entry.Time : null,
                };
            }
        }
        else if (entry.Facts.TryGetValue("rollback", out var rollback))
        {
            ObserveRollback(entry, model, rollback, known);
        }
    }

    public JsonElement Save() => JsonSerializer.SerializeToElement(
        new RecordedModels(new Dictionary<string, RecordedRoute>(_routes), new Dictionary<string, DateTimeOffset>(_began)),
        RoutingJson.Default.RecordedModels);

    public void Load(JsonElement saved)
    {
        var kept = saved.Deserialize(RoutingJson.Default.RecordedModels) ?? throw new JsonException("No routes.");
        foreach (var (model, route) in kept.Routes)
        {
            _routes[model] = route;
        }

        foreach (var (rollback, began) in kept.Began)
        {
            _began[rollback] = began;
        }
    }

    internal RecordedRoute? Of(string model) => _routes.GetValueOrDefault(model);

    private void ObserveRollback(AuditEntry entry, string model, string rollback, RecordedRoute known)
    {
        if (entry.Kind == AuditKinds.RollbackStarted)
        {
            if (_began.Count < MostOpen)
            {
                _began.TryAdd(rollback, entry.Time);
            }

            return;
        }

        var deployment = entry.Facts.GetValueOrDefault("deployment");
        var isPause = entry.Kind == AuditKinds.ModelStopped;
        if ((isPause || (entry.Kind == AuditKinds.RollbackVerified && deployment is not null))
            && entry.Time >= (known.Rollback?.Ended ?? DateTimeOffset.MinValue)
            && _began.TryGetValue(rollback, out var began))
        {
            _routes[model] = known with { Rollback = new RecordedRollback(began, entry.Time, isPause ? null : deployment) };
        }
    }
}

/// <summary>A model's route in the log.</summary>
internal sealed record RecordedRoute
{
    public static RecordedRoute None { get; } = new();

    /// <summary>The time at which a person last stopped or started it.</summary>
    [JsonPropertyName("stopChanged")]
    public DateTimeOffset StopChanged { get; init; }

    /// <summary>Null while it is not stopped.</summary>
    [JsonPropertyName("stoppedBy")]
    public string? StoppedBy { get; init; }

    [JsonPropertyName("stoppedAt")]
    public DateTimeOffset? StoppedAt { get; init; }

    [JsonPropertyName("rollback")]
    public RecordedRollback? Rollback { get; init; }
}

/// <summary>The last rollback of a model that ended: by another deployment, or null: by a pause.</summary>
internal sealed record RecordedRollback(
    [property: JsonPropertyName("began")] DateTimeOffset Began, [property: JsonPropertyName("ended")] DateTimeOffset Ended,
    [property: JsonPropertyName("deployment")] string? Deployment);

/// <summary>All that the entries say of models.</summary>
/// <param name="Routes">By model.</param>
/// <param name="Began">The times at which rollbacks began, by rollback.</param>
internal sealed record RecordedModels(
    [property: JsonPropertyName("routes")] IReadOnlyDictionary<string, RecordedRoute> Routes,
    [property: JsonPropertyName("began")] IReadOnlyDictionary<string, DateTimeOffset> Began);
