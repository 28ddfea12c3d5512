using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// The canonical bytes of an audit entry, version 1: one JSON object in RFC 8785 form (JCS), UTF-8, without a final
/// newline, at most <see cref="MaxBytes"/> bytes. The same entry always has the same bytes, and bytes that are not what
/// encoding their own content gives are refused, so that an entry has exactly one hash.
/// <list type="bullet">
/// <item>Members, in this order: actor, application, facts, findings, interaction, kind, macs, policy, previous,
/// sequence, tier, time, v, verdict, writer. Absent values and empty maps are left out.</item>
/// <item>Maps are objects with their keys in UTF-16 order; findings holds integers, macs and facts strings.</item>
/// <item>time is UTC, <c>yyyy-MM-ddTHH:mm:ss.fffffffZ</c>; v is 1; sequence is 0 to 2^53-1; previous is 64 hex digits.</item>
/// </list>
/// Golden vectors: docs/audit-entry.md.
/// </summary>
public static class AuditEntryEncoding
{
    /// <summary>The largest entry: what a tlog-tiles entry bundle can hold (its lengths are 16 bits).</summary>
    public const int MaxBytes = 65_535;

    /// <summary>The version this code writes.</summary>
    public const int Version = 1;

    private const long LargestInteger = (1L << 53) - 1;
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The characters of a time.</summary>
    internal const int TimeLength = 28;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The previous hash in a writer's first entry.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>Encodes. Throws <see cref="ArgumentException"/> when the entry is too large or holds invalid Unicode.</summary>
    public static byte[] Encode(AuditEntry entry, string writer, long sequence, string previous)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, LargestInteger);
        if (!IsHash(previous))
        {
            throw new ArgumentException("The previous hash is 64 lower-case hex digits.", nameof(previous));
        }

        var json = new CanonicalJson(MaxBytes);
        json.Member("actor", entry.Actor);
        json.Member("application", entry.Application);
        json.Member("facts", entry.Facts, static (j, v) => j.String(v));
        json.Member("findings", entry.Findings, static (j, v) => j.Integer(v));
        json.Member("interaction", entry.Interaction);
        json.Member("kind", entry.Kind);
        json.Member("macs", entry.Macs, static (j, v) => j.String(v));
        json.Member("policy", entry.PolicyRevision);
        json.Member("previous", previous);
        json.Member("sequence", sequence);
        json.Member("tier", entry.Tier);
        json.Member("time", entry.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        json.Member("v", Version);
        json.Member("verdict", entry.Verdict);
        json.Member("writer", writer);
        return json.End();
    }

    /// <summary>SHA-256 of the encoded bytes, lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> encoded)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(encoded, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The entry in the bytes, or null when they are not the canonical encoding of one.</summary>
    public static ChainedEntry? Decode(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(encoded, new JsonDocumentOptions { MaxDepth = 3 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("v", out var v) || v.GetInt32() != Version)
            {
                return null;
            }

            var entry = new AuditEntry
            {
                Actor = Text(root, "actor") ?? "",
                Application = Text(root, "application"),
                Facts = Map(root, "facts", e => e.GetString()!),
                Findings = Map(root, "findings", e => e.GetInt32()),
                Interaction = Text(root, "interaction"),
                Kind = Text(root, "kind") ?? "",
                Macs = Map(root, "macs", e => e.GetString()!),
                PolicyRevision = Text(root, "policy"),
                Tier = Text(root, "tier"),
                Time = DateTimeOffset.ParseExact(
                    Text(root, "time") ?? "", TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Verdict = Text(root, "verdict"),
            };
            var chained = new ChainedEntry(
                Text(root, "writer") ?? "", root.GetProperty("sequence").GetInt64(), Text(root, "previous") ?? "", entry,
                Hash(encoded.Span));

            // An entry that parses only leniently (order, spaces, escapes, unknown or repeated members) comes out different here.
            return Encode(entry, chained.Writer, chained.Sequence, chained.Previous).AsSpan().SequenceEqual(encoded.Span) ? chained : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException
            or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool IsHash(string? text) => text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept(HexDigits);

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Dictionary<string, T> Map<T>(JsonElement root, string name, Func<JsonElement, T> read)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        if (root.TryGetProperty(name, out var value))
        {
            foreach (var member in value.EnumerateObject())
            {
                map.Add(member.Name, read(member.Value));
            }
        }

        return map;
    }
}
