using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>A resource with two keys. A new key is accepted, and an old one refused, after <see cref="Lag"/>.</summary>
public sealed class SimulatedAccount(string id, KeyJsonFormat shape, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<Issued>[] _slots = [
        [new(First("a0", shape), DateTimeOffset.MinValue)], [new(First("b0", shape), DateTimeOffset.MinValue)]
    ];
    private volatile IReadOnlyList<string> _hosts = [$"{id[(id.LastIndexOf('/') + 1)..].ToLowerInvariant()}.example.net"];
    private int _next;

    public string Id => id;

    public KeyJsonFormat Shape => shape;

    public TimeSpan Lag { get; set; }

    /// <summary>The host that the resource reports: the host that was named last, else one of its own name.</summary>
    public string Host => _hosts[^1];

    /// <summary>A host that it answers at too, as a policy names it.</summary>
    public void AnswerAt(string host)
    {
        lock (_gate)
        {
            _hosts = [.. _hosts.Where(known => !known.Equals(host, StringComparison.OrdinalIgnoreCase)), host];
        }
    }

    internal bool AnswersAt(string host) => _hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Slot by slot, oldest first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Keys
    {
        get
        {
            lock (_gate)
            {
                return [.. _slots.Select(static slot => slot.Select(static key => key.Value).ToList())];
            }
        }
    }

    public bool Accepts(string key)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return _slots.Any(slot => slot.Any(k => k.Value == key && k.Begins <= now && now < k.Ends));
        }
    }

    internal void Regenerate(int slot, string? value)
    {
        lock (_gate)
        {
            var keys = _slots[slot];
            keys[^1].Ends = clock.GetUtcNow() + Lag;
            keys.Add(new Issued(
                value ?? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"known-secret-{slot}-{++_next}")),
                clock.GetUtcNow() + Lag));
        }
    }

    internal JsonObject Describe() => new()
    {
        ["id"] = id,
        ["properties"] = new JsonObject
        {
            ["endpoint"] = shape == KeyJsonFormat.EventGridTopic ? $"https://{Host}/api/events" : $"https://{Host}/",
            ["swaggerUri"] = $"https://{Host}/swagger.json",
            ["primaryEndpoints"] = new JsonObject { ["blob"] = $"https://{Host}/" },
        },
    };

    internal JsonObject List()
    {
        var (first, second) = (Keys[0][^1], Keys[1][^1]);
        return shape switch
        {
            KeyJsonFormat.OnlineEndpoint => new() { ["primaryKey"] = first, ["secondaryKey"] = second },
            KeyJsonFormat.StorageAccount => new()
            {
                ["keys"] = new JsonArray(
                new JsonObject { ["keyName"] = "key1", ["value"] = first }, new JsonObject { ["keyName"] = "key2", ["value"] = second })
            },
            _ => new() { ["key1"] = first, ["key2"] = second },
        };
    }

    /// <summary>Storage keys are base64: a client refuses others before it sends anything.</summary>
    private static string First(string key, KeyJsonFormat shape) =>
        shape == KeyJsonFormat.StorageAccount ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key)) : key;

    private sealed class Issued(string value, DateTimeOffset begins)
    {
        public string Value { get; } = value;

        public DateTimeOffset Begins { get; } = begins;

        public DateTimeOffset Ends { get; set; } = DateTimeOffset.MaxValue;
    }
}
