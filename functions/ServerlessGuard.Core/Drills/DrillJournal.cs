using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>The drills' one document, and the ended runs for good.</summary>
public sealed class DrillJournal(IDocumentStore documents) : Journal<DrillState>(documents, Partition, DrillJson.Default.DrillState)
{
    public const string Partition = "drills";
    public const string HistoryPartition = "drill-history";

    /// <summary>There is one document, so that there are never two drills at once.</summary>
    internal const string Id = "current";

    private readonly IDocumentStore _documents = documents;

    public ValueTask<DrillState> ReadAsync(CancellationToken cancellationToken) => ReadAsync(Id, cancellationToken);

    /// <summary>Asks the guard that runs drills on this store for one. Null when another request waits.</summary>
    public async ValueTask<DrillRequest?> RequestAsync(DrillRequest request, CancellationToken cancellationToken)
    {
        var (before, _) = await ChangeAsync(
            Id, state => state.Requested is null ? state with { Requested = request } : null, cancellationToken);
        return before.Requested is null ? request : null;
    }

    /// <summary>Takes back a request that nobody began. False when it was begun.</summary>
    public async ValueTask<bool> WithdrawAsync(string request, CancellationToken cancellationToken)
    {
        var (before, _) = await ChangeAsync(
            Id, state => state.Requested?.Id == request ? state with { Requested = null } : null, cancellationToken);
        return before.Requested?.Id == request;
    }

    /// <summary>Notes since when the kind is wanted.</summary>
    internal async ValueTask WantAsync(DrillKind kind, DateTimeOffset since, CancellationToken cancellationToken) => await ChangeAsync(
        Id,
        state => state.Wanted.ContainsKey(kind)
            ? null
            : state with { Wanted = new Dictionary<DrillKind, DateTimeOffset>(state.Wanted) { [kind] = since } },
        cancellationToken);

    /// <summary>Keeps an ended run. Doing it again changes nothing.</summary>
    internal async ValueTask KeepAsync(DrillRun run, CancellationToken cancellationToken) =>
        await _documents.CreateAsync(
            HistoryPartition, run.Id, JsonSerializer.SerializeToUtf8Bytes(run, DrillJson.Default.DrillRun), null, cancellationToken);

    protected override DrillState Empty(string id) => new();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DrillState))]
[JsonSerializable(typeof(DrillRun))]
[JsonSerializable(typeof(DrillGrant))]
[JsonSerializable(typeof(RollbackOriginal))]
internal sealed partial class DrillJson : JsonSerializerContext;

/// <summary>A person requested a drill; the guard that runs begins it, and <see cref="Id"/> becomes the run's.</summary>
public sealed record DrillRequest(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("kind")] DrillKind Kind,
    [property: JsonPropertyName("mode")] DrillMode Mode,
    [property: JsonPropertyName("actor")] string Actor);
