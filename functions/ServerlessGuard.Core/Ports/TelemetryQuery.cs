namespace ServerlessGuard.Core.Ports;

/// <summary>
/// A question that the logs can be asked. A table of Azure's own does not exist before its first row, so each question
/// begins with a table that is empty and joins the others loosely: what is not there has no rows.
/// </summary>
public sealed class TelemetryQuery
{
    public const string Caller = "Caller";
    public const string Calls = "Calls";
    public const string First = "First";
    public const string Last = "Last";
    public const string Source = "Source";

    private const string ModelCalls =
        """AzureDiagnostics | where Category == "RequestResponse" | extend Caller = tolower(tostring(parse_json(properties_s).objectId))""";
    private const string VaultCalls =
        """AzureDiagnostics | where Category == "AuditEvent" | extend Caller = tolower(tostring(column_ifexists("identity_claim_oid_g", "")))""";
    private const string BlobCalls = """StorageBlobLogs | extend Caller = tolower(tostring(column_ifexists("RequesterObjectId", "")))""";
    private const string Changes =
        """AzureActivity | extend Caller = tolower(tostring(parse_json(Claims)["http://schemas.microsoft.com/identity/claims/objectidentifier"]))""";

    private TelemetryQuery(string name, int mostRows, string kql) => (Name, MostRows, Kql) = (name, mostRows, kql);

    /// <summary>
    /// The object ids that acted on a model, a vault, a blob or a resource, and the last time: <see cref="Caller"/>, <see cref="Last"/>.
    /// </summary>
    public static TelemetryQuery WhoActed { get; } = new("who-acted", 5000, $"""
        union isfuzzy=true (datatable(Caller: string, TimeGenerated: datetime) []),
            ({ModelCalls} | project Caller, TimeGenerated),
            ({VaultCalls} | project Caller, TimeGenerated),
            ({BlobCalls} | project Caller, TimeGenerated),
            ({Changes} | project Caller, TimeGenerated)
        | where isnotempty(Caller)
        | summarize Last = max(TimeGenerated) by Caller
        """);

    /// <summary>How far back each source reaches: <see cref="Source"/>, <see cref="First"/>. A source without rows is absent.</summary>
    public static TelemetryQuery HowFarBack { get; } = new("how-far-back", 10, """
        union isfuzzy=true (datatable(Source: string, TimeGenerated: datetime) []),
            (AzureDiagnostics | extend Source = "data" | project Source, TimeGenerated),
            (AzureActivity | extend Source = "control" | project Source, TimeGenerated)
        | summarize First = min(TimeGenerated) by Source
        """);

    /// <summary>Whose calls the guarded models answered: <see cref="Caller"/> (empty for a key), <see cref="Calls"/>.</summary>
    public static TelemetryQuery WhoCalledModels { get; } = new("who-called-models", 5000, $"""
        union isfuzzy=true (datatable(Caller: string, TimeGenerated: datetime) []),
            ({ModelCalls} | project Caller, TimeGenerated)
        | summarize Calls = count() by Caller
        """);

    public static IReadOnlyList<TelemetryQuery> All { get; } = [WhoActed, HowFarBack, WhoCalledModels];

    public string Name { get; }

    /// <summary>An answer with more rows is refused: half an answer would look like a whole one.</summary>
    public int MostRows { get; }

    public string Kql { get; }
}
