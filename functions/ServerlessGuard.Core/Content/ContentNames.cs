using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>Where content lies. Interactions and parts are named by 1 to 128 characters of <c>[A-Za-z0-9._-]</c>, not starting with a dot.</summary>
internal static class ContentNames
{
    /// <summary>What an interaction's own parts are sealed together as.</summary>
    public const string Exchange = "exchange";

    public const string DuePartition = "content-due";
    public const string HoldPartition = "content-holds";

    private const int ShardLength = 6;
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The document's partition: of ULIDs, those of the same 17 minutes.</summary>
    public static string Partition(string interaction) => "content-of-" + Shard(interaction);

    public static string Key(string interaction, string bundle) => $"{interaction}~{bundle}";

    public static string Blob(string interaction, string bundle) => $"content/{Shard(interaction)}/{interaction}/{bundle}";

    /// <summary>Sorts by the end of retention, rounded up to a whole second.</summary>
    public static string DueKey(DateTimeOffset expires, string interaction, string bundle) =>
        string.Create(CultureInfo.InvariantCulture, $"{RoundUp(expires).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}~{interaction}~{bundle}");

    /// <summary>What a due key says, or null.</summary>
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
        new(time.UtcTicks + ((TimeSpan.TicksPerSecond - (time.UtcTicks % TimeSpan.TicksPerSecond)) % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static string Shard(string interaction) => interaction.Length > ShardLength ? interaction[..ShardLength] : interaction;
}
