namespace ServerlessGuard.Attack.Tests.Records;

/// <summary>A row of the table of records in docs/attack.md.</summary>
/// <param name="Partition">The partition, or what its name begins with.</param>
/// <param name="Effect">The effect of a document that is older, or gone.</param>
/// <param name="Test">The test that shows it, where something detects it.</param>
internal sealed record RecordTable(string Partition, string Effect, string Test)
{
    /// <summary>Partitions whose names go on with an id, a hash or a name.</summary>
    private static readonly string[] Families =
        ["cases-history", "content-due", "content-of", "idempotency", "tool-limit", "vault-keys", "vault"];

    /// <summary>The partition's name in the table.</summary>
    public static string NameOf(string partition) =>
        Array.Find(Families, family => partition == family || partition.StartsWith(family + "-", StringComparison.Ordinal)) ?? partition;

    public static IReadOnlyList<RecordTable> Read() =>
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "attack.md"))
            .SkipWhile(static line => line != "<!-- records -->")
            .TakeWhile(static line => line != "<!-- end records -->")
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(static cells => cells[1].Split(',', StringSplitOptions.TrimEntries)
                .Select(name => new RecordTable(name.Trim('`'), cells[2], cells[3]))),
    ];
}
