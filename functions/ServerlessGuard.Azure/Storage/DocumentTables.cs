namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// The table of a partition. Roles are granted per table, so data that only one duty may write has a table of its own.
/// </summary>
internal static class DocumentTables
{
    public const string Default = "documents";

    // The longest prefix decides.
    private static readonly (string Prefix, string Table)[] Prefixes =
    [
        ("alerts", "alerts"),
        ("auditor-sessions", "auditorsessions"),
        ("caller-keys", "callers"),
        ("cases", "cases"),
        ("cases-content", "contents"),
        ("cases-history", "history"),
        ("console-sessions", "sessions"),
        ("content", "content"),
        ("drill", "drills"),
        ("health", "alerts"),
        ("idempotency", "idempotency"),
        ("inbox", "inbox"),
        ("incidents", "incidents"),
        ("releases", "releases"),
        ("rollbacks", "rollbacks"),
        ("rotations", "rotations"),
        ("routes", "routes"),
        ("schema", "alerts"),
        ("outcome", "outcomes"),
        ("tool-limit", "toollimits"),
        ("vault", "vault"),
    ];

    /// <summary>The table's name: letters and digits.</summary>
    public static string Of(string partition) => Prefixes
        .Where(p => partition.StartsWith(p.Prefix, StringComparison.Ordinal))
        .OrderByDescending(static p => p.Prefix.Length)
        .Select(static p => p.Table)
        .FirstOrDefault(Default);

    /// <summary>The container of a table's long documents.</summary>
    public static string SpillOf(string table) => $"{table}-long";
}
