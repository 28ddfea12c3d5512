using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Routing;

/// <summary>
/// The gateway's routing table: one versioned document per model. Calls read a copy that is at most
/// <see cref="Fresh"/> old. Thread-safe. Throws <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class ModelRoutes(IDocumentStore documents, IEntropy entropy, TimeProvider clock)
{
    public const string Partition = "routes";

    /// <summary>A change by another process is in force after this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>How long the last copy serves while the store is down. After it nobody knows whether the model was stopped.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    private const int Tries = 10;
    private readonly ConcurrentDictionary<string, Copy> _copies = new(StringComparer.Ordinal);

    /// <summary>The deployment that the next call goes to.</summary>
    /// <param name="asked">Goes there whatever the route says, although it is closed: for probes. Null: the route decides.</param>
    public async ValueTask<RoutePick> PickAsync(ModelPolicy model, string? asked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var route = await RecentAsync(model.Id, cancellationToken);
        var deployment = asked ?? Draw(route.SharesFor(model));
        return new RoutePick(deployment, RevisionIn(route, deployment), asked is null && route.IsClosed);
    }

    /// <summary>The route as it is stored now.</summary>
    public async ValueTask<StoredRoute> ReadAsync(string model, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(Partition, ModelKeys.Of(model), cancellationToken);
        var route = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, RoutingJson.Default.ModelRoute);
        var stored = new StoredRoute(route ?? new ModelRoute { Model = model }, document?.Version);
        _copies[model] = new Copy(stored.Route, clock.GetUtcNow());
        return stored;
    }

    /// <summary>
    /// Puts a route in place of the one that was read. Null when somebody changed it meanwhile, and then nothing is changed.
    /// </summary>
    public async ValueTask<StoredRoute?> TryChangeAsync(StoredRoute read, ModelRoute route, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(route);
        route = route with { Changed = clock.GetUtcNow() };
        var body = JsonSerializer.SerializeToUtf8Bytes(route, RoutingJson.Default.ModelRoute);
        var written = read.Version is null
            ? await documents.CreateAsync(Partition, ModelKeys.Of(route.Model), body, null, cancellationToken)
            : await documents.ReplaceAsync(Partition, ModelKeys.Of(route.Model), body, read.Version, null, cancellationToken);
        if (written is null)
        {
            _copies.TryRemove(route.Model, out _);
            return null;
        }

        _copies[route.Model] = new Copy(route, clock.GetUtcNow());
        return new StoredRoute(route, written.Version);
    }

    /// <summary>
    /// Changes whatever the route is now; <paramref name="change"/> may be called again, and returns the same route to change nothing.
    /// </summary>
    public async ValueTask<ModelRoute> ChangeAsync(string model, Func<ModelRoute, ModelRoute> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var read = await ReadAsync(model, cancellationToken);
            var next = change(read.Route);
            if (ReferenceEquals(next, read.Route))
            {
                return next;
            }

            if (await TryChangeAsync(read, next, cancellationToken) is { } stored)
            {
                return stored.Route;
            }
        }

        throw new StoreUnavailableException($"The route of {model} is being changed by too many at once.");
    }

    /// <summary>Records which revision is in which deployment, so that every interaction's entry names the one that answered it.</summary>
    /// <param name="model">The policy's id of the model.</param>
    /// <param name="revisions">Deployment -> digest of its revision.</param>
    /// <param name="cancellationToken">Ends the change.</param>
    public async ValueTask RecordRevisionAsync(
        string model, IReadOnlyDictionary<string, string> revisions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revisions);
        await ChangeAsync(
            model,
            route => revisions.Count == route.Revisions.Count && revisions.All(r => route.Revisions.GetValueOrDefault(r.Key) == r.Value)
                ? route
                : route with { Revisions = revisions },
            cancellationToken);
    }

    private async ValueTask<ModelRoute> RecentAsync(string model, CancellationToken cancellationToken)
    {
        var known = _copies.TryGetValue(model, out var copy);
        var age = known ? clock.GetUtcNow() - copy!.Read : TimeSpan.MaxValue;
        if (age < Fresh)
        {
            return copy!.Route;
        }

        try
        {
            return (await ReadAsync(model, cancellationToken)).Route;
        }
        catch (StoreUnavailableException) when (age < Stale)
        {
            return copy!.Route;
        }
    }

    /// <summary>Some platforms report names in another case than the policy writes them.</summary>
    private static string? RevisionIn(ModelRoute route, string deployment) => route.Revisions.GetValueOrDefault(deployment)
        ?? route.Revisions.FirstOrDefault(r => string.Equals(r.Key, deployment, StringComparison.OrdinalIgnoreCase)).Value;

    private string Draw(IReadOnlyDictionary<string, int> shares)
    {
        var serving = shares.Where(static s => s.Value > 0).OrderBy(static s => s.Key, StringComparer.Ordinal).ToList();
        if (serving.Count == 1)
        {
            return serving[0].Key;
        }

        Span<byte> random = stackalloc byte[4];
        entropy.Fill(random);
        var at = (int)(BinaryPrimitives.ReadUInt32LittleEndian(random) % 100);
        return serving.First(s => (at -= s.Value) < 0).Key;
    }

    private sealed record Copy(ModelRoute Route, DateTimeOffset Read);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelRoute))]
[JsonSerializable(typeof(RecordedModels))]
internal sealed partial class RoutingJson : JsonSerializerContext;

/// <summary>The destination of one call. <see cref="Revision"/> is the digest last seen there; null before the first look.</summary>
public sealed record RoutePick(string Deployment, string? Revision, bool IsClosed);

/// <summary>A route with its document's version; null when none was stored yet. A change names the version that it read.</summary>
public sealed record StoredRoute(ModelRoute Route, string? Version);
