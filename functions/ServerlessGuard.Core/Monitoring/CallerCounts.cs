using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// The requests of one caller of an application in some time. Adds up exactly but for places, of which the most used are kept.
/// </summary>
public sealed class CallerCounts
{
    /// <summary>Networks that are distinguished; requests from further ones count as from network 0.</summary>
    public const int MaxPlaces = 8;

    [JsonPropertyName("requests")]
    public long Requests { get; set; }

    [JsonPropertyName("tokens")]
    public long Tokens { get; set; }

    /// <summary>Requests by <see cref="MisuseKind"/>'s number, for the kinds that a request shows by itself.</summary>
    [JsonPropertyName("signs")]
    public long[] Signs { get; set; } = new long[5];

    /// <summary>Requests by network.</summary>
    [JsonPropertyName("places")]
    public Dictionary<uint, long> Places { get; set; } = [];

    /// <summary>Interactions to look at: the last ones that showed a sign.</summary>
    [JsonPropertyName("examples")]
    public List<string> Examples { get; set; } = [];

    public long this[MisuseKind sign] => (int)sign < Signs.Length ? Signs[(int)sign] : 0;

    public void Add(CallerCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Requests, Tokens) = (Requests + other.Requests, Tokens + other.Tokens);
        for (var i = 0; i < Math.Min(Signs.Length, other.Signs.Length); i++)
        {
            Signs[i] += other.Signs[i];
        }

        foreach (var (place, count) in other.Places)
        {
            AddPlace(place, count);
        }

        foreach (var id in other.Examples)
        {
            Show(id);
        }
    }

    internal void AddPlace(uint place, long count)
    {
        var known = Places.ContainsKey(place) || Places.Count < MaxPlaces ? place : 0;
        Places[known] = Places.GetValueOrDefault(known) + count;
    }

    internal void Show(string interaction)
    {
        if (Examples.Count == 5)
        {
            Examples.RemoveAt(0);
        }

        Examples.Add(interaction);
    }
}

/// <summary>
/// The callers of one application in one hour, the heaviest of any number in bounded memory: the SpaceSaving sketch (Metwally, Agrawal, El
/// Abbadi, ICDT 2005), which merges (Agarwal and others, PODS 2012). A request weighs one, and one that shows a sign of misuse 16 more,
/// so that a flood of callers does not hide one that attacks. A caller with more than 1/<paramref name="most"/> of all weight is always
/// kept; counts are of the time since it was taken in, so they are never too high. Not thread-safe.
/// </summary>
public sealed class TopCallers(int most = TopCallers.Most)
{
    public const int Most = 1024;

    /// <summary>Those that a document holds.</summary>
    public const int Stored = 256;

    private const int Sign = 16;
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    public int Count => _slots.Count;

    /// <summary>Counts and weights of those that are kept. A weight is too high by at most the total over the number kept.</summary>
    public IEnumerable<(string Caller, long Weight, CallerCounts Counts)> Callers =>
        _slots.Select(static s => (s.Key, s.Value.Weight, s.Value.Counts));

    public void Add(string caller, CallerCounts counts)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(counts);
        if (!_slots.TryGetValue(caller, out var slot))
        {
            slot = new Slot();
            if (_slots.Count >= most)
            {
                var least = _slots.MinBy(static s => s.Value.Weight);
                _slots.Remove(least.Key);
                slot.Weight = least.Value.Weight;
            }

            _slots[caller] = slot;
        }

        slot.Weight += counts.Requests + (Sign * counts.Signs.Sum());
        slot.Counts.Add(counts);
    }

    public Dictionary<string, CallerCounts> Heaviest() =>
        _slots.OrderByDescending(static s => s.Value.Weight).ThenBy(static s => s.Key, StringComparer.Ordinal).Take(Stored)
            .ToDictionary(static s => s.Key, static s => Copy(s.Value.Counts), StringComparer.Ordinal);

    /// <summary>A document is written while others count.</summary>
    private static CallerCounts Copy(CallerCounts counts)
    {
        var copy = new CallerCounts();
        copy.Add(counts);
        return copy;
    }

    private sealed class Slot
    {
        public long Weight { get; set; }

        public CallerCounts Counts { get; } = new();
    }
}

/// <summary>
/// The last sketches of each caller, to know variations of one text. In memory alone. When the callers are too many, all are forgotten:
/// then a sweep is seen some requests later. Not thread-safe.
/// </summary>
internal sealed class RecentSketches
{
    private const int Last = 16;
    private const int MaxCallers = 4096;
    private readonly Dictionary<(string Application, string Caller), (ulong[] Bits, int Count)> _callers = [];

    /// <summary>Whether the caller sent a variation of the text among its last; the text becomes one of them.</summary>
    public bool Take(string application, string caller, TextSketch sketch)
    {
        if (_callers.Count >= MaxCallers && !_callers.ContainsKey((application, caller)))
        {
            _callers.Clear();
        }

        var (bits, count) = _callers.GetValueOrDefault((application, caller));
        bits ??= new ulong[Last];
        var isNear = false;
        for (var i = 0; i < Math.Min(count, Last); i++)
        {
            isNear |= sketch.IsNear(new(bits[i], sketch.Script));
        }

        bits[count % Last] = sketch.Bits;
        _callers[(application, caller)] = (bits, count + 1);
        return isNear;
    }
}

/// <summary>One instance's callers of one application in one hour.</summary>
internal sealed record CallerHourDocument(
    [property: JsonPropertyName("application")] string Application,
    [property: JsonPropertyName("hour")] long Hour,
    [property: JsonPropertyName("callers")] Dictionary<string, CallerCounts> Callers);
