using System.Text.Json;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Testing.Formats;

/// <summary>
/// The kinds of audit entries and the names of their facts, as <c>Golden/entries.json</c> states them. Stored entries are read by these
/// names for years: an entry with any other fails the test that wrote it. A star at an end stands for any text. With
/// <c>GUARD_RENEW_GOLDEN=1</c> new kinds and names are added to the file; names that nothing writes any more are taken out by hand.
/// </summary>
public static class EntryFormats
{
    private static readonly Lock Gate = new();
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly string Stated = GoldenFile.PathOf("entries.json");
    private static readonly Lazy<SortedDictionary<string, SortedSet<string>>> Formats = new(Read);

    /// <summary>Every kind that is stated.</summary>
    public static IReadOnlyCollection<string> Kinds => Formats.Value.Keys;

    public static void Require(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (Gate)
        {
            var names = Formats.Value.GetValueOrDefault(entry.Kind);
            var unknown = entry.Facts.Keys.Where(fact => names?.Any(name => Stands(name, fact)) != true).ToList();
            if (names is not null && unknown.Count == 0)
            {
                return;
            }

            if (!GoldenFile.IsRenewing)
            {
                throw new ShouldAssertException(
                    $"{Stated} does not state the kind {entry.Kind} with {string.Join(", ", entry.Facts.Keys)}. "
                    + "Entries are read for years: a fact is added there, and never renamed.");
            }

            (names ?? (Formats.Value[entry.Kind] = new(StringComparer.Ordinal))).UnionWith(unknown);
            Directory.CreateDirectory(Path.GetDirectoryName(Stated)!);
            File.WriteAllText(Stated, JsonSerializer.Serialize(Formats.Value, Readable) + "\n");
        }
    }

    private static bool Stands(string name, string fact) =>
        name.StartsWith('*') ? fact.EndsWith(name[1..], StringComparison.Ordinal)
        : name.EndsWith('*') ? fact.StartsWith(name[..^1], StringComparison.Ordinal)
        : name == fact;

    private static SortedDictionary<string, SortedSet<string>> Read() => new(
        File.Exists(Stated) ? JsonSerializer.Deserialize<Dictionary<string, SortedSet<string>>>(File.ReadAllText(Stated))! : [],
        StringComparer.Ordinal);
}
