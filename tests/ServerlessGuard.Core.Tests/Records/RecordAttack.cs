using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Formats;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Records;

/// <summary>Somebody who writes documents beside the guard, and has none of its keys.</summary>
internal sealed class RecordAttack
{
    public RecordAttack(TimeProvider clock)
    {
        Stored = new InMemoryDocumentStore(clock);
        Faults = new RecordFaults(() => Alerts, () => Audit, clock);
        Store = new SealedDocuments(Stored, new InMemorySecretStore(clock), new SeededEntropy(5), clock, Faults);
    }

    /// <summary>A sample of each JSON document of Core, every property set.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } = JsonFormats.Of(typeof(WireName).Assembly)
        .ToDictionary(static one => one.Key, static one => JsonFormats.Sample(one.Value));

    public InMemoryDocumentStore Stored { get; }

    public SealedDocuments Store { get; }

    public RecordFaults Faults { get; }

    public RecordingAlerts Alerts { get; } = new();

    public InMemoryAuditLog Audit { get; } = new();

    /// <summary>The document with each of its fields changed, and with each left out.</summary>
    public static IEnumerable<(string Path, string Body)> EditsOf(string sample)
    {
        foreach (var path in PathsOf(JsonNode.Parse(sample), []))
        {
            yield return (string.Join('/', path) + " changed", Edited(sample, path, static value => Other(value)));
            yield return (string.Join('/', path) + " gone", Edited(sample, path, null));
        }
    }

    public async Task PutAsync(string partition, string key, string body) =>
        (await Store.CreateAsync(partition, key, Encoding.UTF8.GetBytes(body), null, CancellationToken.None)).ShouldNotBeNull();

    public async Task<bool> ReadsAsync(string partition, string key)
    {
        var isListed = (await Store.ListAsync(partition, null, 100, CancellationToken.None)).Any(one => one.Key == key);
        try
        {
            return isListed || await Store.GetAsync(partition, key, CancellationToken.None) is not null;
        }
        catch (RecordAlteredException)
        {
            return false;
        }
    }

    public async Task<ReadOnlyMemory<byte>> RawAsync(string partition, string key) =>
        (await Stored.GetAsync(partition, key, CancellationToken.None)).ShouldNotBeNull().Body;

    /// <summary>Keeps the seal and changes the body behind it.</summary>
    public async Task OverwriteAsync(string partition, string key, string body)
    {
        var raw = await RawAsync(partition, key);
        await OverwriteRawAsync(partition, key, (byte[])[.. raw[..SealedDocuments.Overhead].Span, .. Encoding.UTF8.GetBytes(body)]);
    }

    public async Task OverwriteRawAsync(string partition, string key, ReadOnlyMemory<byte> raw)
    {
        var now = (await Stored.GetAsync(partition, key, CancellationToken.None)).ShouldNotBeNull();
        (await Stored.ReplaceAsync(partition, key, raw, now.Version, null, CancellationToken.None)).ShouldNotBeNull();
    }

    public async Task RemoveAsync(string partition, string key)
    {
        var now = (await Stored.GetAsync(partition, key, CancellationToken.None)).ShouldNotBeNull();
        (await Stored.DeleteAsync(partition, key, now.Version, CancellationToken.None)).ShouldBeTrue();
    }

    private static IEnumerable<IReadOnlyList<string>> PathsOf(JsonNode? node, IReadOnlyList<string> path)
    {
        if (path.Count > 0)
        {
            yield return path;
        }

        var children = node switch
        {
            JsonObject o => o.Select(static one => (one.Key, one.Value)),
            JsonArray a => a.Select(static (one, index) => (index.ToString(System.Globalization.CultureInfo.InvariantCulture), one)),
            _ => [],
        };
        foreach (var (name, child) in children)
        {
            foreach (var below in PathsOf(child, [.. path, name]))
            {
                yield return below;
            }
        }
    }

    private static string Edited(string sample, IReadOnlyList<string> path, Func<JsonNode?, JsonNode?>? change)
    {
        var root = JsonNode.Parse(sample)!;
        var parent = root;
        foreach (var name in path.SkipLast(1))
        {
            parent = parent is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : parent[name]!;
        }

        switch (parent)
        {
            case JsonArray list:
                var at = int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture);
                var item = list[at];
                list.RemoveAt(at);
                if (change is not null)
                {
                    list.Insert(at, change(item));
                }

                break;
            case JsonObject record:
                var field = record[path[^1]];
                record.Remove(path[^1]);
                if (change is not null)
                {
                    record[path[^1]] = change(field);
                }

                break;
        }

        return root.ToJsonString();
    }

    private static JsonValue Other(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => JsonValue.Create(false),
        System.Text.Json.JsonValueKind.False => JsonValue.Create(true),
        System.Text.Json.JsonValueKind.Number => JsonValue.Create(value.GetValue<double>() + 1),
        System.Text.Json.JsonValueKind.String => JsonValue.Create(value.GetValue<string>() + "x"),
        _ => JsonValue.Create("x"),
    };
}
