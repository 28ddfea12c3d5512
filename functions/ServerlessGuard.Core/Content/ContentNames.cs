using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// The names of stored content. Interactions and parts are named by 1 to 128 characters of <c>[A-Za-z0-9._-]</c>, not starting with a dot.
/// </summary>
internal static class ContentNames
{
    /// <summary>The name under which an interaction's own parts are sealed together.</summary>
    public const string ExchangeBundle = "exchange";

    public const string HoldPartition = "content-holds";

    /// <summary>A document for each lane that is being destroyed, by its name.</summary>
    public const string LanePartition = "content-lanes";

    /// <summary>A partition takes 2,000 writes a second, and every interaction makes a document of what is due (docs/scale.md).</summary>
    private const int DueShards = 16;

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Every partition that says what is due when, each by time.</summary>
    public static IReadOnlyList<string> DuePartitions { get; } = [.. Enumerable.Range(0, DueShards).Select(DuePartition)];

    /// <summary>The document's partition: one of 256, by hash, so that interactions of the same minute do not share one.</summary>
    public static string Partition(string interaction) => "content-of-" + Shard(interaction);

    public static string DuePartition(string interaction) => DuePartition(Hash(interaction) % DueShards);

    public static string Key(string interaction, string bundle) => $"{interaction}~{bundle}";

    public static string Blob(string interaction, string bundle) => $"content/{Shard(interaction)}/{interaction}/{bundle}";

    /// <summary>Sorts by the end of retention, rounded up to a whole second.</summary>
    public static string DueKey(DateTimeOffset expires, string interaction, string bundle) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{RoundUp(expires).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}~{interaction}~{bundle}");

    /// <summary>The parts of a due key, or null.</summary>
    public static (DateTimeOffset Expires, string Interaction, string Bundle)? ReadDueKey(string key) =>
        key.Split('~') is [var time, var interaction, var bundle]
        && DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? (expires, interaction, bundle) : null;

    public static string HoldOfInteraction(string interaction) => "interaction~" + interaction;

    public static string HoldOfApplication(string application) => "application~" + application;

    /// <summary>Throws <see cref="ArgumentException"/>.</summary>
    public static void Require(string interaction, string part)
    {
        StoreNames.RequireWriterName(interaction);
        StoreNames.RequireWriterName(part);
    }

    public static DateTimeOffset RoundUp(DateTimeOffset time) =>
        new(
            time.UtcTicks + ((TimeSpan.TicksPerSecond - (time.UtcTicks % TimeSpan.TicksPerSecond)) % TimeSpan.TicksPerSecond),
            TimeSpan.Zero);

    private static string DuePartition(int shard) => "content-due-" + shard.ToString("x", CultureInfo.InvariantCulture);

    private static string Shard(string interaction) => Hash(interaction).ToString("x2", CultureInfo.InvariantCulture);

    private static byte Hash(string interaction) => SHA256.HashData(Encoding.UTF8.GetBytes(interaction))[0];
}
